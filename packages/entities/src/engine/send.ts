/** A request to Twilio, as the planner writes it. */
export interface TwilioRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Twilio's product; decides the host. */
  readonly product?: string;
  /** The path; `{AccountSid}` is left for the sender to fill in. */
  readonly path: string;
  readonly query?: Parameters;
  readonly form?: Parameters;
}

type ParameterValue = string | number | boolean;
type Parameters = Readonly<Record<string, ParameterValue | readonly ParameterValue[] | undefined>>;

/** What a caller may say about one call; handed to `send` as it is. */
export interface CallOptions {
  readonly signal?: AbortSignal;
  /** The most that one request may take with its repetitions, in milliseconds. */
  readonly deadlineMs?: number;
  /** Bulk work lets interactive work go first. */
  readonly priority?: 'interactive' | 'bulk';
  /** Called before each HTTP attempt: what a call cost is known even when it fails. */
  readonly onAttempt?: () => void;
}

/** What Twilio answered. `attempts` is how many HTTP requests it took. */
export interface TwilioAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly nextPage?: TwilioRequest;
  readonly attempts: number;
}

/**
 * The port through which this package reaches Twilio; `request` of @twilio-connector/client fits it. It rejects when
 * Twilio refuses; an error with `status: 404` is understood as "no such entity".
 */
export type Send = (request: TwilioRequest, options?: CallOptions) => Promise<TwilioAnswer>;

/** An answer whose bytes have not been read yet. */
export interface Download {
  readonly contentType: string | undefined;
  /** Read it to the end, or cancel it. */
  readonly body: ReadableStream<Uint8Array>;
  readonly attempts: number;
}

/** The port for media; `download` of @twilio-connector/client fits it. */
export type DownloadPort = (request: TwilioRequest, options?: CallOptions) => Promise<Download>;
