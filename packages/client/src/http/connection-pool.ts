import { Agent, type Dispatcher } from 'undici';
import type { Clock } from '../clock.js';
import type { ProxyOptions } from '../proxy/proxy-options.js';
import { createProxyRoute, type Route } from '../proxy/proxy-route.js';
import { chooseProxy, type ProxyRules } from '../proxy/proxy-rules.js';
import { type TlsOptions, toTlsSettings } from '../tls-options.js';
import { type ConnectOptions, createCheckedConnect, createTargetCheck } from './checked-connect.js';

/**
 * How far a request has come: not handed to the pool, waiting for a connection, or being written to one. `returned`: a
 * proxy has received it, and has certainly not passed it on.
 */
export type Progress = 'unused' | 'waiting' | 'sent' | 'returned';

/** A request whose way through the pool is tracked. */
interface TrackedRequest {
  /**
   * `{ dispatcher }`, to be spread into the options of `fetch`; ky passes it on. The type is a plain object because
   * Node's types for this option come from undici 6, although its `fetch` accepts a dispatcher of undici 7.
   */
  readonly fetchOption: object;
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
  /** Measures the time limits of a proxy. */
  clock: Clock;
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
    const agent = new Agent({ ...agentOptions, connect: createCheckedConnect({ ...options, tls }) });
    return { begin: () => (request, handler) => agent.dispatch(request, handler), close: () => agent.close() };
  }
  return createProxyRoute({
    proxy,
    connect: createCheckedConnect({ ...options, tls: toTlsSettings(proxy.tls) }),
    startTls: createCheckedConnect({ tls }),
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
  let send: Dispatcher.Dispatch | undefined;
  const onStart = () => {
    progress = 'sent';
  };
  const onReturned = (isChallenge: boolean) => {
    progress = 'returned';
    isChallenged = isChallenge;
  };
  const dispatch: Dispatcher.Dispatch = (options, handler) => {
    if (progress === 'waiting' || progress === 'sent') {
      // After a 421, `fetch` resends the request on its own, bypassing `admit` and the retry policy.
      throw Object.assign(new Error('fetch tried to resend a request on its own'), { code: 'ERR_SENT_AGAIN' });
    }
    progress = 'waiting';
    send ??= routeTo(options.origin).begin(onReturned);
    return send(options, watch(handler, onStart, onSent));
  };
  const takeChallenge = () => {
    const wasChallenged = isChallenged;
    isChallenged = false;
    return wasChallenged;
  };
  return { fetchOption: { dispatcher: { dispatch } }, progress: () => progress, takeChallenge };
}

/**
 * @param onStart called just before the first byte of the request is written
 * @param onSent called after the last byte was written
 */
function watch(handler: Dispatcher.DispatchHandler, onStart: () => void, onSent: () => void) {
  const before = new Map<string | symbol, () => void>([
    // The handlers of `fetch` up to Node 24.
    ['onConnect', onStart],
    // Its handlers from Node 26 on. They have no method like `onRequestSent`, but the body is in memory, so the request
    // has been written by the end of the turn.
    ['onRequestStart', () => (onStart(), setImmediate(onSent))],
  ]);
  return new Proxy(handler, {
    get(target, key): unknown {
      // undici writes an empty body just after this call, in the same turn.
      if (key === 'onRequestSent') return () => queueMicrotask(onSent);
      const value: unknown = Reflect.get(target, key, target);
      if (typeof value !== 'function') return value;
      return (...parameters: unknown[]): unknown => {
        before.get(key)?.();
        return Reflect.apply(value, target, parameters);
      };
    },
  });
}
