/** A result, or the failure that an attempt ended with. `error` is thrown if the call ends here. */
export type Outcome<T> = { value: T } | { failure: Failure; error: unknown };

/**
 * The server redirects to itself. The request to the new place carries the credentials, so it is another attempt of the
 * call.
 */
export interface Redirected<Request> {
  /** The status of the response. */
  status: number;
  redirect: Request;
}

/** Why one attempt failed, as far as the retry policy is concerned. */
export type Failure =
  /** No part of the request was sent: DNS, connection refused, TLS, no free connection. */
  | { kind: 'unsent' }
  /**
   * The request did not leave, and would not at another attempt: the address check rejected every address of the host, or
   * the proxy refused it.
   */
  | { kind: 'refused' }
  /** The request was sent, but no complete response came back: reset, timeout, truncated body. */
  | { kind: 'interrupted' }
  /** A complete 2xx response whose body is not the expected JSON object. */
  | { kind: 'unreadable' }
  /** A response with a status other than 2xx. */
  | { kind: 'status'; status: number; retryAfterMs?: number }
  /** The caller aborted the attempt. */
  | { kind: 'aborted'; sent: boolean };
