import { Agent, type Dispatcher } from 'undici';
import { type ConnectOptions, createCheckedConnect } from './checked-connect.js';

/** How far a request has come: not handed to the pool, waiting for a connection, or being written to one. */
export type Progress = 'unused' | 'waiting' | 'sent';

/** A request whose way through the pool is tracked. */
interface TrackedRequest {
  /**
   * `{ dispatcher }`, to be spread into the options of `fetch`; ky passes it on. The type is a plain object because
   * Node's types for this option come from undici 6, although its `fetch` accepts a dispatcher of undici 7.
   */
  readonly fetchOption: object;
  progress: () => Progress;
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
}

/** Creates the pool of keep-alive connections, the only place that decides how to reach a host. */
export function createConnectionPool(options: ConnectionPoolOptions): ConnectionPool {
  const { maxConnections, attemptTimeoutMs } = options;
  const agent = new Agent({
    connect: createCheckedConnect(options),
    connections: maxConnections ?? null,
    // If a server closes an idle connection while a POST is written to it, the outcome of the POST is unknown. So the
    // client closes first: most servers wait 5 s or longer, and if a server announces its limit, we stay 1.5 s below it.
    keepAliveTimeout: 4000,
    keepAliveMaxTimeout: 30_000,
    keepAliveTimeoutThreshold: 1500,
    // The time limit of the attempt covers the wait for a response.
    headersTimeout: 0,
    bodyTimeout: attemptTimeoutMs,
  });
  let closing: Promise<void> | undefined;
  return {
    trackRequest: (onSent) => trackRequest(agent, onSent),
    close: () => (closing ??= agent.close()),
  };
}

function trackRequest(agent: Agent, onSent: () => void): TrackedRequest {
  let progress: Progress = 'unused';
  const onStart = () => {
    progress = 'sent';
  };
  const dispatch: Dispatcher.Dispatch = (options, handler) => {
    if (progress !== 'unused') {
      // After a 421, `fetch` resends the request on its own, bypassing `admit` and the retry policy.
      throw Object.assign(new Error('fetch tried to resend a request on its own'), { code: 'ERR_SENT_AGAIN' });
    }
    progress = 'waiting';
    return agent.dispatch(options, watch(handler, onStart, onSent));
  };
  return { fetchOption: { dispatcher: { dispatch } }, progress: () => progress };
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
