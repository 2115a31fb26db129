import type { SocketRecord } from '@twilio-connector/client';
import type { CanonicalCode } from '../errors.js';

// The parts of the server's events that the logs use.

/** A finished call. */
export interface LoggedCall {
  readonly record: {
    readonly id: string;
    readonly method: string;
    readonly caller: string;
    readonly resource: string;
    readonly startMs: number;
    readonly durationMs: number;
    readonly twilioRequests: number;
    readonly isReplayed: boolean;
    readonly subject?: { readonly operation: string; readonly entityType?: string; readonly action?: string };
    /** The input as JSON, if the connection allows payloads in its log. */
    readonly input?: string;
  };
  /** Absent if it succeeded. */
  readonly failure?: { readonly code: CanonicalCode; readonly reason: string; readonly message: string } | undefined;
}

/** An HTTP attempt at Twilio that ended. */
export interface LoggedAttempt {
  readonly connection: string;
  /** Milliseconds since 1970. */
  readonly endMs: number;
  readonly method: string;
  readonly product: string;
  readonly path: string;
  readonly status?: number | undefined;
  readonly error?: string | undefined;
  readonly durationMs: number;
  readonly waitMs?: number | undefined;
  readonly attempt: number;
  readonly twilioCode?: number | undefined;
  readonly requestId?: string | undefined;
  /** Absent if no call made it, as for the check of a new connection. */
  readonly origin?: { readonly call: string } | undefined;
}

/** A connection to a host of Twilio, or of its proxy, that was opened or could not be. */
export interface LoggedSocket extends Readonly<SocketRecord> {
  readonly connection: string;
  /** Milliseconds since 1970. */
  readonly endMs: number;
}

/** A check whether a connection works. */
export interface LoggedCheck {
  readonly connection: string;
  /** `ACTIVE` if it works. */
  readonly state: string;
  /** Milliseconds since 1970. */
  readonly atMs: number;
}

/** The number of nodes of a connection changed. */
export interface LoggedNodes {
  readonly connection: string;
  readonly from: number;
  readonly to: number;
  readonly reason: string;
  /** Milliseconds since 1970. */
  readonly atMs: number;
}
