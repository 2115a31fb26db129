import { type Dispatcher, util } from 'undici';
import { proxyFailure } from './proxy-failure.js';
import type { ProxyExchange } from './proxy-login.js';

/** The connections to a proxy that gets requests with their full URL. */
export interface Forward {
  /** Host and port, for messages. */
  readonly proxy: string;
  /** The URL of the proxy. */
  readonly origin: string;
  readonly dispatcher: Dispatcher;
  /** Says why a host must not be connected to. */
  readonly checkTarget: (host: string, port: number) => Error | undefined;
}

/** Called when the proxy has certainly kept a request to itself, and whether it wants the same request again. */
export type OnReturned = (isChallenge: boolean) => void;

type AnswerHeaders = Readonly<Record<string, string | string[] | undefined>>;

/** The proxy's own answers. Those of 5xx do not tell whether the request had been passed on. */
const PROXY_ANSWERS = new Set([403, 407, 502, 503, 504]);

/** Dispatches one request in absolute form. An answer of the proxy itself becomes an error. */
export function forwardRequest(
  { proxy, origin, dispatcher, checkTarget }: Forward,
  exchange: ProxyExchange,
  onReturned: OnReturned,
  [options, handler]: Parameters<Dispatcher.Dispatch>,
): boolean {
  const url = new URL(String(options.origin) + options.path);
  const refusal = checkTarget(url.hostname.replace(/^\[|\]$/g, ''), Number(url.port) || 80);
  if (refusal) throw refusal;
  const login = exchange.header(options.method, url.href);
  const headers = {
    ...toRecord(options.headers),
    host: url.host,
    ...(login !== undefined && { 'proxy-authorization': login }),
  };
  let isChallenged = false;
  const judge = (status: number, answer: AnswerHeaders): Error | undefined => {
    if (status === 407) {
      const failure = exchange.challenged(answer['proxy-authenticate']);
      isChallenged = !failure;
      onReturned(isChallenged);
      return failure ?? new Error('The proxy has sent a challenge.');
    }
    exchange.end();
    if (!PROXY_ANSWERS.has(status) || !isFromProxy(answer)) return undefined;
    if (status === 403) onReturned(false);
    return toStatusFailure(status, url.host, proxy);
  };
  // undici takes the name for TLS from the Host header unless it is given.
  const request = { ...options, origin, path: url.href, headers, servername: proxy };
  // The exchange of a challenged request goes on when it is sent again.
  const onError = () => (isChallenged ? undefined : exchange.end());
  return dispatcher.dispatch(request, watchAnswer(handler, judge, onError));
}

/**
 * @param judge returns an error that takes the place of the answer
 * @param onError called when the request fails
 */
function watchAnswer(
  handler: Dispatcher.DispatchHandler,
  judge: (status: number, headers: AnswerHeaders) => Error | undefined,
  onError: () => void,
): Dispatcher.DispatchHandler {
  let abort: (reason: Error) => void = () => undefined;
  /** Each returns true if the call must not be passed on. */
  const before: Readonly<Record<string | symbol, (...parameters: never[]) => boolean>> = {
    onConnect: (abortRequest: typeof abort) => ((abort = abortRequest), false),
    onHeaders: (status: number, raw: Buffer[]) => refuse(judge(status, util.parseHeaders(raw)), abort),
    onError: () => (onError(), false),
  };
  return new Proxy(handler, {
    get(target, key): unknown {
      const value: unknown = Reflect.get(target, key, target);
      if (typeof value !== 'function') return value;
      return (...parameters: never[]): unknown =>
        before[key]?.(...parameters) ? true : (Reflect.apply(value, target, parameters) as unknown);
    },
  });
}

function refuse(failure: Error | undefined, abort: (reason: Error) => void): boolean {
  if (failure) abort(failure);
  return failure !== undefined;
}

/**
 * Whether an error response is the proxy's own. Twilio's have a request id or are JSON; a proxy says who failed
 * (https://www.rfc-editor.org/rfc/rfc9209), or answers with a page for people.
 */
function isFromProxy(headers: AnswerHeaders): boolean {
  if (headers['x-squid-error'] !== undefined) return true;
  if (/;\s*error=/.test(String(headers['proxy-status'] ?? ''))) return true;
  return headers['twilio-request-id'] === undefined && !/\bjson\b/i.test(String(headers['content-type'] ?? ''));
}

function toStatusFailure(status: number, host: string, proxy: string): Error {
  return status === 403
    ? proxyFailure('FORBIDDEN', `The proxy ${proxy} forbids requests to ${host} (HTTP 403).`)
    : proxyFailure('TARGET_UNREACHABLE', `The proxy ${proxy} got no response from ${host} (HTTP ${status}).`);
}

function toRecord(headers: Dispatcher.DispatchOptions['headers']): Record<string, string | string[] | undefined> {
  if (Array.isArray(headers)) {
    return Object.fromEntries(headers.flatMap((name, at) => (at % 2 === 0 ? [[name, headers[at + 1]]] : [])));
  }
  return { ...(headers as Record<string, string | string[] | undefined>) };
}
