/** A value of a parameter. The empty string is sent: Twilio reads it as "clear this". */
export type ParameterValue = string | number | boolean;

/** Query or form. `undefined` is left out, a list repeats its name, names such as `DateSent>` are encoded. */
export type Parameters = Readonly<Record<string, ParameterValue | readonly ParameterValue[] | undefined>>;

/** One request to Twilio, as data. */
export interface TwilioRequest {
  method: 'GET' | 'POST' | 'DELETE';
  /** The first label of the host: `api` (default), `messaging`, `conversations`, … */
  product?: string;
  /**
   * The path from the root, with its parameters already filled in and percent-encoded, but for `{AccountSid}`, which the
   * client fills in: `/2010-04-01/Accounts/{AccountSid}/Messages.json`.
   */
  path: string;
  query?: Parameters;
  /** The body of a POST. */
  form?: Parameters;
}

/** Which work goes first where `admit` has to choose. */
export type Priority = 'interactive' | 'bulk';

/** What one call may set. */
export interface RequestOptions {
  /** Ends the call. A POST that is on its way by then fails with `TwilioOutcomeUnknownError`. */
  signal?: AbortSignal;
  /** The time limit of this call, retries and waits included, in milliseconds. Default: the client's. */
  deadlineMs?: number;
  /** Handed to `admit`. */
  priority?: Priority;
  /** Called just before each HTTP attempt, after `admit`: counts the cost of a call even when it fails. */
  onAttempt?: () => void;
}

/** A 2xx answer. */
export interface TwilioResponse {
  status: number;
  /** The JSON object that was answered; `undefined` where a DELETE was answered without a body (204). */
  body: unknown;
  /** The request for the next page of a list; absent on the last. */
  nextPage?: TwilioRequest;
  /** HTTP attempts made, 1 when the first succeeded. */
  attempts: number;
}

/** A 2xx answer whose bytes have not been read yet. */
export interface TwilioDownload {
  status: number;
  /** The header `Content-Type`, if any. */
  contentType: string | undefined;
  /** The bytes. Read them to the end or cancel them: until then they hold a connection. */
  body: ReadableStream<Uint8Array>;
  /** HTTP attempts made. */
  attempts: number;
}
