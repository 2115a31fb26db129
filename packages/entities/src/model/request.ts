/** A request to Twilio, as the planner writes it. */
export interface TwilioRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Twilio's product, which decides the host. */
  readonly product?: string;
  /** The path; the sender replaces `{AccountSid}`. */
  readonly path: string;
  readonly query?: Parameters;
  readonly form?: Parameters;
}

type ParameterValue = string | number | boolean;
type Parameters = Readonly<Record<string, ParameterValue | readonly ParameterValue[] | undefined>>;

/** The call that a request belongs to. */
export interface Origin {
  /** The id of the call. */
  readonly call: string;
  /** The caller, by any name that is the same for all of its calls. */
  readonly caller: string;
  /** The trace that the call belongs to, as the header `traceparent` of W3C Trace Context. Default: one of its own. */
  readonly traceparent?: string;
}

/** The options of one call, passed to `send` unchanged. */
export interface CallOptions {
  readonly signal?: AbortSignal;
  /** The time limit of one request including its retries, in milliseconds. */
  readonly deadlineMs?: number;
  /** Bulk requests yield to interactive ones. Default: `bulk` in `rows` and `count`, `interactive` in other calls. */
  readonly priority?: 'interactive' | 'bulk';
  /** The call that the requests are sent for. */
  readonly origin?: Origin | undefined;
  /** Called before each HTTP attempt, so that the cost of a failed call is known too. */
  readonly onAttempt?: () => void;
  /**
   * Called with the memory that the call needs whenever that changes: before each list request, while a file arrives, and when
   * the result is complete. May throw to end the call before its next request. Default: no limit.
   */
  readonly reserve?: (need: MemoryNeed) => void;
}

/** Estimates of the memory of a call, in bytes. */
export interface MemoryNeed {
  /** What the call holds. */
  readonly held: number;
  /** What it may hold in addition before it ends: the rows that it may still read, and the page in progress. */
  readonly expected: number;
}

/** Twilio's answer. `attempts` is the number of HTTP requests it took. */
export interface TwilioAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly nextPage?: TwilioRequest;
  readonly attempts: number;
}

/**
 * The port through which this package reaches Twilio; `request` of @twilio-connector/client fits it. It rejects when
 * Twilio refuses; an error with `status: 404` means that the entity does not exist.
 */
export type Send = (request: TwilioRequest, options?: CallOptions) => Promise<TwilioAnswer>;

/** An answer whose bytes have not been read yet. */
export interface Download {
  readonly contentType: string | undefined;
  /** The caller must read it to the end or cancel it. */
  readonly body: ReadableStream<Uint8Array>;
  readonly attempts: number;
}

/** The port for media; `download` of @twilio-connector/client fits it. */
export type DownloadPort = (request: TwilioRequest, options?: CallOptions) => Promise<Download>;

/**
 * Called in the middle of long CPU work, such as applying a condition to many rows. Receives the work since the last call
 * in units of about one character; the work goes on when the promise resolves.
 */
export type YieldToEventLoop = (units: number) => Promise<void>;

/** What a scan measures to decide how many pages it reads side by side, in milliseconds from an arbitrary start. */
export interface PaceClock {
  /** A monotonic clock. */
  readonly now: () => number;
  /** How long this thread has worked, instead of waiting. */
  readonly workedMs: () => number;
}
