import type { SocketRecord } from '@twilio-connector/client';

/** An HTTP request at Twilio, without its content. */
export interface LoggedRequest {
  readonly method: string;
  readonly product: string;
  /** Without values of columns: see `maskPath`. */
  readonly path: string;
  /** Absent if there was no response. */
  readonly status?: number | undefined;
  /** A code such as `ECONNRESET` or `TIMEOUT`. */
  readonly error?: string | undefined;
  readonly durationMs: number;
  /** The time in the queue before it. */
  readonly waitMs?: number | undefined;
  /** 2 or more for a retry. */
  readonly attempt: number;
  readonly twilioCode?: number | undefined;
  /** Twilio's id of the request, for its support. */
  readonly requestId?: string | undefined;
}

/** The outcome of a call, with Google's numbers of the codes. */
export interface LoggedStatus {
  /** 0 for success. */
  readonly code: number;
  /** `OK` or `NOT_FOUND`. */
  readonly status: string;
  /** `TWILIO_21211` */
  readonly reason?: string;
}

/** The content of an entry: `jsonPayload` of Google's LogEntry. */
export interface LogPayload {
  /** One sentence, without the content of the call. */
  readonly message: string;
  readonly callId?: string | undefined;
  readonly caller?: string;
  readonly method?: string;
  readonly operation?: string | undefined;
  readonly entityType?: string | undefined;
  readonly action?: string | undefined;
  readonly status?: LoggedStatus;
  readonly durationMs?: number;
  /** The number of HTTP requests at Twilio. */
  readonly twilioRequests?: number;
  /** Whether the answer is the stored one of an earlier call with the same idempotency key. */
  readonly isReplayed?: true;
  /** The requests at Twilio; of many, the last ones. */
  readonly requests?: readonly LoggedRequest[];
  /** The request that a DEBUG entry is about. */
  readonly request?: LoggedRequest;
  /** The connection to a host that a DEBUG entry is about. */
  readonly socket?: SocketRecord;
  /** The result of a check of the connection: `ACTIVE`, or a state in which it does not work. */
  readonly state?: string;
  /** A change of the number of nodes. */
  readonly nodes?: { readonly from: number; readonly to: number };
  /** The number of entries that were lost before this one. */
  readonly lost?: number;
  /** The page of Twilio that explains its error code. */
  readonly help?: string;
  /** The content of the call, only if the connection allows `log_payloads`. */
  readonly payload?: CallPayload;
}

/** The content of a call, with secrets hidden. Only callers who may read the entities of the connection see it. */
export interface CallPayload {
  /** JSON of the conditions, the fields or the parameters; cut off if it is long. */
  readonly input?: string;
  /** The error message, which can quote values. */
  readonly error?: string;
}
