/** A value of a parameter. The empty string is sent: Twilio reads it as "clear this". */
export type ParameterValue = string | number | boolean;

/** A query or form. `undefined` is omitted, a list repeats its name, and names such as `DateSent>` are encoded. */
export type Parameters = Readonly<Record<string, ParameterValue | readonly ParameterValue[] | undefined>>;

/** One request to Twilio, as data. */
export interface TwilioRequest {
  method: 'GET' | 'POST' | 'DELETE';
  /** The first label of the host: `api` (default), `messaging`, `conversations`, … */
  product?: string;
  /**
   * The path from the root. Its parameters must be filled in and percent-encoded, except `{AccountSid}`, which the
   * client fills in: `/2010-04-01/Accounts/{AccountSid}/Messages.json`.
   */
  path: string;
  query?: Parameters;
  /** The body of a POST. */
  form?: Parameters;
}

/** Tells `admit` which calls go first. */
export type Priority = 'interactive' | 'bulk';

/** The call that a request belongs to. */
export interface Origin {
  /** The id of the call. */
  readonly call: string;
  /** The caller, by any name that is the same for all of its calls. */
  readonly caller: string;
  /** The trace that the call belongs to, as the header `traceparent` of W3C Trace Context. Default: one of its own. */
  readonly traceparent?: string;
}

/** Options of one call. */
export interface RequestOptions {
  /** Aborts the call. A POST that has already been sent fails with `TwilioOutcomeUnknownError`. */
  signal?: AbortSignal;
  /** The time limit of this call in milliseconds, including retries and waits. Default: the client's. */
  deadlineMs?: number;
  /** Passed to `admit`. */
  priority?: Priority;
  /** Passed to `admit`, and reported with every attempt. */
  origin?: Origin | undefined;
  /** Called after `admit`, just before each HTTP attempt. Use it to count the attempts of a call that fails, too. */
  onAttempt?: () => void;
}

/** A 2xx response. */
export interface TwilioResponse {
  status: number;
  /** The JSON object in the response. `undefined` if the response to a DELETE has no body (204). */
  body: unknown;
  /** The request for the next page of a list. Absent on the last page. */
  nextPage?: TwilioRequest;
  /** HTTP attempts made: 1 if the first succeeded. */
  attempts: number;
}

/** A 2xx response whose body has not been read yet. */
export interface TwilioDownload {
  status: number;
  /** The `Content-Type` header, if any. */
  contentType: string | undefined;
  /** The body. Read it to the end or cancel it: until then it holds a connection. */
  body: ReadableStream<Uint8Array>;
  /** HTTP attempts made. */
  attempts: number;
}
