import { Agent, type Dispatcher } from 'undici';
import type { Clock } from '../clock.js';
import type { ProxyOptions } from '../proxy/proxy-options.js';
import { createProxyRoute, type Route } from '../proxy/proxy-route.js';
import { chooseProxy, type ProxyRules } from '../proxy/proxy-rules.js';
import { type TlsOptions, toTlsSettings } from '../tls-options.js';
import type { HttpRequest } from '../request/prepare-request.js';
import { type ConnectOptions, createCheckedConnect, createTargetCheck } from './checked-connect.js';
import { Exchange } from './exchange.js';
import type { HttpResponse } from './http-response.js';
import { reportConnects, type SocketRecord } from './reported-connect.js';

/**
 * How far a request has come: not handed to the pool, waiting for a connection, or being written to one. `returned`: a
 * proxy has received it, and has certainly not passed it on.
 */
export type Progress = 'unused' | 'waiting' | 'sent' | 'returned';

/** The part of a request that does not depend on its URL. */
export interface HttpRequestInit {
  method: HttpRequest['method'];
  body?: string;
  headers: Record<string, string>;
}

/** A request whose way through the pool is tracked. */
interface TrackedRequest {
  /** Resolves when the headers of the response have arrived. Called again only after `takeChallenge` returned true. */
  send: (url: URL, init: HttpRequestInit, signal: AbortSignal) => Promise<HttpResponse>;
  progress: () => Progress;
  /** Whether a proxy has returned the request with a challenge, so that it must be sent again. True once for each. */
  takeChallenge: () => boolean;
}

/** The connections of one client. */
export interface ConnectionPool {
  /** @param onSent called after the request has been written to its connection */
  trackRequest(onSent: () => void): TrackedRequest;
  /** Waits for in-flight requests, then closes every connection. */
  close(): Promise<void>;
}

export interface ConnectionPoolOptions extends ConnectOptions {
  /** The maximum number of connections per host. Default: unlimited. */
  maxConnections?: number;
  /** The longest pause between two chunks of a body. */
  attemptTimeoutMs: number;
  /** The proxy of every request, or rules that choose it by the URL. Default: no proxy. */
  proxy?: ProxyOptions | ProxyRules;
  /** TLS with the hosts. Default: the public certificate authorities, and no client certificate. */
  tls?: TlsOptions;
  /** Measures the time limits of a proxy, and how long connections take. */
  clock: Clock;
  /** Called when a connection was opened or could not be. */
  onSocket?: ((socket: SocketRecord) => void) | undefined;
}

/** Creates the pool of keep-alive connections, the only place that decides how to reach a host. */
export function createConnectionPool(options: ConnectionPoolOptions): ConnectionPool {
  const { proxy } = options;
  const routes = new Map<ProxyOptions | undefined, Route>();
  const routeTo = (origin: Dispatcher.DispatchOptions['origin']): Route => {
    const chosen = proxy && !('host' in proxy) ? chooseProxy(proxy, new URL(String(origin))) : proxy;
    const route = routes.get(chosen) ?? createRoute(chosen, options);
    routes.set(chosen, route);
    return route;
  };
  let closing: Promise<unknown> | undefined;
  return {
    trackRequest: (onSent) => trackRequest(routeTo, onSent),
    async close() {
      await (closing ??= Promise.all(Array.from(routes.values(), (route) => route.close())));
    },
  };
}

function createRoute(proxy: ProxyOptions | undefined, options: ConnectionPoolOptions): Route {
  const { maxConnections, attemptTimeoutMs, clock } = options;
  const tls = toTlsSettings(options.tls);
  const connectWith = (connect: Parameters<typeof createCheckedConnect>[0]) =>
    reportConnects(createCheckedConnect(connect), options);
  const agentOptions: Agent.Options = {
    connections: maxConnections ?? null,
    // If a server closes an idle connection while a POST is written to it, the outcome of the POST is unknown. So the
    // client closes first: most servers wait 5 s or longer, and if a server announces its limit, we stay 1.5 s below it.
    keepAliveTimeout: 4000,
    keepAliveMaxTimeout: 30_000,
    keepAliveTimeoutThreshold: 1500,
    // The time limit of the attempt covers the wait for a response.
    headersTimeout: 0,
    bodyTimeout: attemptTimeoutMs,
  };
  if (!proxy) {
    const agent = new Agent({ ...agentOptions, connect: connectWith({ ...options, tls }) });
    return { begin: () => (request, handler) => agent.dispatch(request, handler), close: () => agent.close() };
  }
  return createProxyRoute({
    proxy,
    connect: connectWith({ ...options, tls: toTlsSettings(proxy.tls) }),
    startTls: connectWith({ tls }),
    checkTarget: createTargetCheck(options),
    clock,
    attemptTimeoutMs,
    agentOptions,
  });
}

function trackRequest(
  routeTo: (origin: Dispatcher.DispatchOptions['origin']) => Route,
  onSent: () => void,
): TrackedRequest {
  let progress: Progress = 'unused';
  let isChallenged = false;
  let dispatch: Dispatcher.Dispatch | undefined;
  const onReturned = (isChallenge: boolean) => {
    progress = 'returned';
    isChallenged = isChallenge;
  };
  const onStart = () => {
    progress = 'sent';
  };
  return {
    async send({ origin, pathname, search }, { method, headers, body = null }, signal) {
      progress = 'waiting';
      dispatch ??= routeTo(origin).begin(onReturned);
      const exchange = new Exchange(signal, { onStart, onSent });
      dispatch({ origin, path: pathname + search, method, headers, body }, exchange);
      return exchange.response;
    },
    progress: () => progress,
    takeChallenge() {
      const wasChallenged = isChallenged;
      isChallenged = false;
      return wasChallenged;
    },
  };
}
