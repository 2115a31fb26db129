import { Agent, type Dispatcher } from 'undici';
import { type ConnectOptions, createConnect } from './checked-connect.js';

/** How far one attempt has come: not taken over yet, waiting for a connection, or being written to one. */
export type Progress = 'unused' | 'waiting' | 'sent';

/** One attempt on its way through the connection pool. */
interface Passage {
  /**
   * `{ dispatcher }`, to be spread into the options of `fetch`; ky passes it on. Typed as no more than an object: Node's
   * types of that option are undici 6's, while its `fetch` takes a dispatcher of undici 7 all the same.
   */
  readonly option: object;
  progress: () => Progress;
}

/** The connections of one client. */
export interface Connections {
  open(): Passage;
  /** Waits for the attempts in flight, then closes every connection. */
  close(): Promise<void>;
}

/** What the connections depend on. */
export interface ConnectionOptions extends ConnectOptions {
  /** Connections for each host at the most. Default: as many as there are attempts at a time. */
  maxConnections?: number;
  /** The longest pause between two pieces of a body. */
  attemptTimeoutMs: number;
}

/** The pool of keep-alive connections: the one place that decides how a host is reached. */
export function createConnections(options: ConnectionOptions): Connections {
  const { maxConnections, attemptTimeoutMs } = options;
  const agent = new Agent({
    connect: createConnect(options),
    connections: maxConnections ?? null,
    // A server that closes an idle connection just as a POST is written on it leaves an unknown outcome. So let go
    // first: common servers wait 5 s and more, and where one names its own limit, be a second and a half quicker.
    keepAliveTimeout: 4000,
    keepAliveMaxTimeout: 30_000,
    keepAliveTimeoutThreshold: 1500,
    // The attempt's own time limit is what ends a wait for an answer.
    headersTimeout: 0,
    bodyTimeout: attemptTimeoutMs,
  });
  let closing: Promise<void> | undefined;
  return {
    open: () => openPassage(agent),
    close: () => (closing ??= agent.close()),
  };
}

function openPassage(agent: Agent): Passage {
  let progress: Progress = 'unused';
  const watch: Dispatcher.DispatcherComposeInterceptor = (dispatch) => (options, handler) => {
    if (progress !== 'unused') {
      // `fetch` repeats a request by itself after 421, which neither `admit` nor the retry policy would see.
      throw Object.assign(new Error('fetch tried to send a request again by itself'), { code: 'ERR_SENT_AGAIN' });
    }
    progress = 'waiting';
    return dispatch(
      options,
      onStart(handler, () => {
        progress = 'sent';
      }),
    );
  };
  return { option: { dispatcher: agent.compose(watch) }, progress: () => progress };
}

/** The moment before the first byte is written, under the name of undici 7 and, in older Nodes, of undici 6. */
const START = new Set<string | symbol>(['onRequestStart', 'onConnect']);

function onStart(handler: Dispatcher.DispatchHandler, started: () => void): Dispatcher.DispatchHandler {
  return new Proxy(handler, {
    get(target, key): unknown {
      const value: unknown = Reflect.get(target, key, target);
      if (typeof value !== 'function') return value;
      return (...parameters: unknown[]): unknown => {
        if (START.has(key)) started();
        return Reflect.apply(value, target, parameters);
      };
    },
  });
}
