import type { CallRecord } from '../calls/call.js';
import type { AttemptEvent, NodesEvent } from '../calls/events.js';
import type { Failure } from '../calls/failure.js';

/** The part of a finished HTTP attempt at Twilio that usage counts. */
export type AttemptUsage = Pick<
  AttemptEvent,
  'connection' | 'status' | 'error' | 'durationMs' | 'waitMs' | 'attempt' | 'endMs'
>;

/** The part of a finished call that usage counts. */
export interface CallUsage {
  readonly record: Pick<CallRecord, 'resource' | 'subject' | 'startMs' | 'durationMs'>;
  readonly failure: Pick<Failure, 'code' | 'reason'> | undefined;
}

/** The part of a change of nodes that usage counts. */
export type NodesUsage = Pick<NodesEvent, 'connection' | 'to' | 'atMs'>;

/** A connection that exists. */
export interface KnownConnection {
  readonly name: string;
  /** 0 if the connection is suspended. */
  readonly nodes: number;
  /** Such as `ACTIVE`. */
  readonly state: string;
}
