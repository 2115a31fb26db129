import ky from 'ky';
import type { Authorization } from '../authorization.js';
import { type Clock, createTimer } from '../clock.js';
import {
  TwilioConnectionError,
  TwilioProxyError,
  TwilioRequestError,
  TwilioResponseError,
  TwilioTimeoutError,
} from '../errors.js';
import { isLasting, toProxyProblem } from '../proxy/proxy-failure.js';
import type { HttpRequest } from '../request/prepare-request.js';
import { untilAborted } from '../until-aborted.js';
import { ADDRESS_REFUSED } from './checked-connect.js';
import type { ConnectionPool, HttpRequestInit, Progress } from './connection-pool.js';
import { ACCEPT_ENCODING } from './decoded-body.js';
import type { HttpResponse } from './http-response.js';
import { isBeforeSending, type NetworkError, toNetworkError } from './network-error.js';
import type { Failure, Outcome, Redirected } from './outcome.js';
import { readText } from './read-text.js';
import { toRedirect } from './redirect.js';

/** The signals that may end an attempt, its number in the call, and the call's interest in it. */
interface AttemptContext {
  /** HTTP attempts so far, including this one once it is admitted. */
  readonly attempts: number;
  /**
   * Awaited when nothing is left to do but to hand the request to a connection, so that it leaves as soon as it may. If it
   * rejects, the attempt fails with any outcome.
   */
  admit: () => Promise<void>;
  /** Called when the request has been written, or may have been. May be called repeatedly. */
  onSent: () => void;
  /** The signal of the caller, whose abort is not a failure. */
  readonly caller: AbortSignal | undefined;
  /** Aborts with the caller's signal or at the deadline of the call. */
  readonly signal: AbortSignal;
}

/** A complete response with any status. `text` is absent if the body was left unread. */
export interface RawResponse {
  response: HttpResponse;
  text?: string;
}

/** Sends one request with the credentials, and follows redirects that do not carry them. Never rejects. */
export type Attempt = (
  request: HttpRequest,
  context: AttemptContext,
) => Promise<Outcome<RawResponse> | Redirected<HttpRequest>>;

export interface AttemptOptions {
  authorization: Authorization;
  pool: ConnectionPool;
  clock: Clock;
  attemptTimeoutMs: number;
  yieldToEventLoop: () => Promise<void>;
  fetch?: typeof fetch;
}

/** How far an attempt has come. */
interface Trace {
  begun: boolean;
  /** The current URL: a download may follow redirects. */
  url: URL;
  response?: HttpResponse;
  progress: () => Progress;
}

export function createAttempt(options: AttemptOptions): Attempt {
  const { authorization, pool, clock, attemptTimeoutMs } = options;
  const http = ky.create({
    retry: 0,
    timeout: false,
    throwHttpErrors: false,
    // An automatic redirect would carry the credentials to any host. `followToMedia` checks the target.
    redirect: 'manual',
  });

  return async (request, context) => {
    const timer = createTimer(clock, {
      ms: attemptTimeoutMs,
      toReason: () => toTimeout(request, context, attemptTimeoutMs),
      outer: context.signal,
    });
    const { signal } = timer;
    const trace: Trace = { begun: false, url: request.url, progress: () => 'unused' };
    const send: Send = async (url, init, onSent) => {
      const tracked = pool.trackRequest(onSent);
      const fetch = toFetch(options.fetch ?? (() => tracked.send(url, init, signal)), async () => {
        if (!trace.begun) {
          await context.admit();
          timer.start();
        }
        Object.assign(trace, { begun: true, url, progress: tracked.progress });
      });
      trace.response = undefined;
      while (!trace.response) {
        try {
          trace.response = await http(url, { ...init, ...(options.fetch && { signal }), fetch });
        } catch (error) {
          if (!tracked.takeChallenge()) throw error;
        }
      }
      // A `fetch` that bypasses the pool does not tell when it sends.
      onSent();
      return trace.response;
    };
    try {
      return await untilAborted(signal, async () => {
        const init = toRequestInit(request, authorization);
        const first = await send(request.url, init, context.onSent);
        const response = await followToMedia(send, first, { request, init });
        if ('redirect' in response) return response;
        if (request.stream && response.ok) return { value: { response } };
        return { value: { response, text: await readText(response, options.yieldToEventLoop) } };
      });
    } catch (error) {
      return toFailure(error, { request, context, signal, trace, authorization });
    } finally {
      timer.stop();
    }
  };
}

/** Sends one request through the pool. `onSent` is called when it has been written, or must have been. */
type Send = (url: URL, init: HttpRequestInit, onSent: () => void) => Promise<HttpResponse>;

/**
 * The `fetch` that ky calls. The client's own connections take the request as it was before ky made it a `Request`, since reading
 * that would take longer than sending it. ky passes on whatever it gets, so the response need not be a `Response`.
 */
function toFetch(
  send: (...parameters: Parameters<typeof fetch>) => Promise<HttpResponse>,
  beforeSending: () => Promise<void>,
): typeof fetch {
  return async (...parameters) => {
    await beforeSending();
    return (await send(...parameters)) as Partial<Response> as Response;
  };
}

/**
 * Follows redirects to the hosts that store media. Their requests carry no credentials and do not go to Twilio's API, so
 * they need no admission. Stops at a redirect back to the server that was asked first.
 */
async function followToMedia(
  send: Send,
  first: HttpResponse,
  { request, init }: { request: HttpRequest; init: HttpRequestInit },
): Promise<HttpResponse | Redirected<HttpRequest>> {
  const { authorization: _, 'x-forwarded-host': __, ...headers } = init.headers;
  let response = first;
  let { url } = request;
  for (let left = request.redirects ?? 0; left > 0; left--) {
    const redirect = toRedirect(response, url, request.url);
    if (!redirect) break;
    await response.body?.cancel();
    ({ url } = redirect);
    const { status } = response;
    if (redirect.isSameOrigin) return { status, redirect: { ...request, url, redirects: left - 1 } };
    response = await send(url, { ...init, headers }, () => undefined);
  }
  return response;
}

function toRequestInit(
  { method, body, stream, forwardedHost }: HttpRequest,
  authorization: Authorization,
): HttpRequestInit {
  return {
    method,
    ...(method === 'POST' && { body: body ?? '' }),
    headers: {
      accept: stream ? '*/*' : 'application/json',
      'accept-encoding': ACCEPT_ENCODING,
      authorization: authorization.header(),
      'user-agent': 'twilio-connector',
      ...(forwardedHost && { 'x-forwarded-host': forwardedHost }),
      ...(method === 'POST' && { 'content-type': 'application/x-www-form-urlencoded' }),
    },
  };
}

function toTimeout({ method, url }: HttpRequest, { attempts }: AttemptContext, limitMs: number): TwilioTimeoutError {
  return new TwilioTimeoutError(`${method} to ${url.host} got no complete response within ${limitMs} ms.`, attempts);
}

/** An attempt that ended without a complete response. */
interface FailedAttempt {
  request: HttpRequest;
  context: AttemptContext;
  /** Aborts with that of the context or when the attempt takes too long. */
  signal: AbortSignal;
  trace: Trace;
  authorization: Authorization;
}

function toFailure(error: unknown, failed: FailedAttempt): Outcome<RawResponse> {
  const { context, signal, trace, authorization } = failed;
  // The status of an error response counts even if its body did not arrive.
  if (trace.response && !trace.response.ok) return { value: { response: trace.response, text: '' } };
  const network = toNetworkError(error, authorization.redact);
  const unsent = !trace.begun || isUnsent(trace.progress(), network);
  if (!unsent) context.onSent();
  if (context.caller?.aborted) return { failure: { kind: 'aborted', sent: !unsent }, error: context.caller.reason };
  if (network.code === ADDRESS_REFUSED) {
    return { failure: { kind: 'refused' }, error: new TwilioRequestError(network.message, context.attempts) };
  }
  const problem = toProxyProblem(network.code);
  if (problem) {
    const kind = !unsent ? 'interrupted' : isLasting(problem) ? 'refused' : 'unsent';
    return { failure: { kind }, error: new TwilioProxyError(problem, network.message, context.attempts, network) };
  }
  const failure: Failure = { kind: unsent ? 'unsent' : 'interrupted' };
  return { failure, error: signal.aborted ? signal.reason : toError(network, unsent, failed) };
}

/** The pool knows whether a request was sent. For a `fetch` that bypasses the pool, only the error is known. */
function isUnsent(progress: Progress, network: NetworkError): boolean {
  return progress === 'unused' ? isBeforeSending(network) : progress !== 'sent';
}

function toError(network: NetworkError, unsent: boolean, { context, trace, authorization }: FailedAttempt): Error {
  // The host may come from a redirect.
  const host = authorization.redact(trace.url.host);
  const why = network.code ?? network.message;
  if (trace.response) {
    const { status, headers } = trace.response;
    const head = `HTTP ${status}, ${headers.get('content-type') ?? 'no content type'}`;
    const message = `The response from ${host} (${head}) was cut off: ${why}.`;
    return new TwilioResponseError(authorization.redact(message), status, context.attempts, network);
  }
  const message = unsent ? `Could not connect to ${host}: ${why}.` : `The connection to ${host} was lost: ${why}.`;
  return new TwilioConnectionError(message, context.attempts, network);
}
