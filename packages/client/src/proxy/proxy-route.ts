import { Agent, type buildConnector, type Dispatcher, Pool } from 'undici';
import type { Clock } from '../clock.js';
import { type OnReturned, forwardRequest } from './forward.js';
import { createProxyConnect } from './proxy-connect.js';
import { createProxyLogin } from './proxy-login.js';
import { type ProxyOptions, toAuthority } from './proxy-options.js';
import { createTunnelConnect } from './tunnel.js';

/** A way to the hosts: direct, or through a proxy. */
export interface Route {
  /** Returns the function that dispatches one request. It may be called again after `onReturned(true)`. */
  begin(onReturned: OnReturned): Dispatcher.Dispatch;
  close(): Promise<void>;
}

export interface ProxyRouteOptions {
  readonly proxy: ProxyOptions;
  /** Connects to an allowed address of the proxy. */
  readonly connect: buildConnector.connector;
  readonly startTls: buildConnector.connector;
  readonly checkTarget: (host: string, port: number) => Error | undefined;
  readonly clock: Clock;
  readonly attemptTimeoutMs: number;
  readonly agentOptions: Agent.Options;
}

/** The longest wait for the answer to a CONNECT. An attempt waits longer, so that its error can name the proxy. */
const CONNECT_TIMEOUT_MS = 10_000;

/** Creates the route through a proxy. It never falls back to a direct connection: if the proxy fails, so does the request. */
export function createProxyRoute(options: ProxyRouteOptions): Route {
  const { checkTarget, startTls, clock, agentOptions } = options;
  const { host, port, sslType = 'AUTO', authentication } = options.proxy;
  const proxy = toAuthority(host, port);
  const login = createProxyLogin(authentication, proxy);
  const connectToProxy = createProxyConnect(options.proxy, options.connect);
  const timeoutMs = Math.min(CONNECT_TIMEOUT_MS, options.attemptTimeoutMs / 2);
  const tunnel = { proxy, login, connectToProxy, startTls, checkTarget, clock, timeoutMs };
  const agent = new Agent({ ...agentOptions, connect: createTunnelConnect(tunnel) });
  const origin = `${sslType === 'ALWAYS' ? 'https' : 'http'}://${proxy}`;
  const dispatcher = new Pool(origin, { ...agentOptions, connect: connectToProxy });
  const forward = { proxy, origin, dispatcher, checkTarget };
  return {
    begin(onReturned) {
      const exchange = login();
      return (...parameters) => {
        const [{ origin: target }] = parameters;
        const isTunnel = sslType === 'TUNNEL' || new URL(String(target)).protocol === 'https:';
        return isTunnel ? agent.dispatch(...parameters) : forwardRequest(forward, exchange, onReturned, parameters);
      };
    },
    async close() {
      await Promise.all([agent.close(), dispatcher.close()]);
    },
  };
}
