import type { AttemptRecord, SocketRecord } from '@twilio-connector/client';
import type { ConnectionCheck } from '../runtime/runtime.js';
import type { CallRecord } from './call.js';
import type { Failure } from './failure.js';

/** A call of any front has ended. */
interface CallEvent {
  readonly record: CallRecord;
  /** Absent if it succeeded. */
  readonly failure: Failure | undefined;
}

/** An HTTP attempt at Twilio has ended. */
export interface AttemptEvent extends Readonly<AttemptRecord> {
  /** The name of the connection. */
  readonly connection: string;
  /** Milliseconds since 1970. */
  readonly endMs: number;
}

/** A connection to a host of Twilio, or of its proxy, was opened or could not be. */
export interface SocketEvent extends Readonly<SocketRecord> {
  /** The name of the connector's connection. */
  readonly connection: string;
  /** Milliseconds since 1970. */
  readonly endMs: number;
}

/** Whether a connection works was checked at Twilio. */
export interface CheckEvent {
  readonly connection: string;
  readonly state: ConnectionCheck['state'];
  /** Milliseconds since 1970. */
  readonly atMs: number;
}

/** The number of nodes of a connection has changed. */
export interface NodesEvent {
  readonly connection: string;
  readonly from: number;
  readonly to: number;
  /** A sentence with the figures. */
  readonly reason: string;
  /** Milliseconds since 1970. */
  readonly atMs: number;
}

/** Is told what happens. It must not wait, and what it throws disturbs neither the call nor the other listeners. */
export interface EventListener {
  call?(event: CallEvent): void;
  attempt?(event: AttemptEvent): void;
  socket?(event: SocketEvent): void;
  check?(event: CheckEvent): void;
  nodes?(event: NodesEvent): void;
}

/** Joins listeners to one that tells all of them. */
export function joinListeners(
  listeners: readonly EventListener[],
  onError: (error: unknown) => void,
): Required<EventListener> {
  const tellAll = (tell: (listener: EventListener) => void): void => {
    for (const listener of listeners) {
      try {
        tell(listener);
      } catch (error) {
        onError(error);
      }
    }
  };
  return {
    call: (event) => tellAll((listener) => listener.call?.(event)),
    attempt: (event) => tellAll((listener) => listener.attempt?.(event)),
    socket: (event) => tellAll((listener) => listener.socket?.(event)),
    check: (event) => tellAll((listener) => listener.check?.(event)),
    nodes: (event) => tellAll((listener) => listener.nodes?.(event)),
  };
}
