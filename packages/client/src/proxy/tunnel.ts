import { isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import { type buildConnector, Client, errors } from 'undici';
import { type Clock, startTimer } from '../clock.js';
import { stringProperty } from '../json-object.js';
import { proxyFailure, toProxyProblem } from './proxy-failure.js';
import type { ProxyLogin } from './proxy-login.js';
import { toAuthority } from './proxy-options.js';

export interface TunnelOptions {
  /** Host and port, for messages. */
  readonly proxy: string;
  readonly login: ProxyLogin;
  /** Opens a connection to the proxy. */
  readonly connectToProxy: buildConnector.connector;
  /** Starts TLS with the target in `httpSocket`. */
  readonly startTls: buildConnector.connector;
  /** Says why a host must not be connected to. The proxy resolves names, so only addresses can be checked here. */
  readonly checkTarget: (host: string, port: number) => Error | undefined;
  /** The time for one CONNECT, including the connection to the proxy. */
  readonly timeoutMs: number;
  readonly clock: Clock;
}

/** The proxy's answer to a CONNECT. */
interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly socket: Duplex;
}

/** The proxy could not reach the target, or waited too long for it. */
const TARGET_STATUSES = new Set([502, 503, 504]);

/**
 * Connects to targets through a tunnel (CONNECT), with TLS from end to end for https. The connection pool sees only the
 * finished connection, so a request cannot have been sent when this fails. undici's ProxyAgent has no Digest, and hides
 * the status and the challenge of a failed CONNECT.
 */
export function createTunnelConnect(options: TunnelOptions): buildConnector.connector {
  return (target, callback) => void connectTo(target, options, callback);
}

async function connectTo(
  target: buildConnector.Options,
  options: TunnelOptions,
  callback: buildConnector.Callback,
): Promise<void> {
  let socket: Duplex;
  try {
    socket = await openTunnel(target, options);
  } catch (error) {
    return callback(error as Error, null);
  }
  finishTunnel(target, socket, options, callback);
}

function finishTunnel(
  target: buildConnector.Options,
  socket: Duplex,
  { proxy, startTls }: TunnelOptions,
  callback: buildConnector.Callback,
): void {
  const httpSocket = socket as NonNullable<buildConnector.Options['httpSocket']>;
  if (target.protocol !== 'https:') return callback(null, httpSocket);
  startTls({ ...target, httpSocket }, (error, secured) => {
    if (!error) return callback(null, secured);
    socket.destroy();
    const why = `${stringProperty(error, 'code') ?? 'no code'}, ${error.message}`;
    const sentence = `The TLS connection to ${target.host} through the proxy ${proxy} failed: ${why}.`;
    return callback(proxyFailure('TARGET_TLS_FAILED', sentence), null);
  });
}

async function openTunnel(target: buildConnector.Options, options: TunnelOptions): Promise<Duplex> {
  const { hostname, protocol } = target;
  const port = Number(target.port) || (protocol === 'https:' ? 443 : 80);
  const refusal = isIP(hostname) === 0 ? undefined : options.checkTarget(hostname, port);
  if (refusal) throw refusal;
  const authority = toAuthority(hostname, port);
  const exchange = options.login();
  try {
    for (;;) {
      const { status, headers, socket } = await sendConnect(authority, exchange.header('CONNECT', authority), options);
      if (status >= 200 && status < 300) return socket;
      socket.on('error', () => undefined).destroy();
      const failure =
        status === 407
          ? exchange.challenged(headers['proxy-authenticate'])
          : toStatusFailure(status, authority, options.proxy);
      if (failure) throw failure;
    }
  } finally {
    exchange.end();
  }
}

/** Every CONNECT has a connection of its own: after a refusal, most proxies close it. */
async function sendConnect(authority: string, login: string | undefined, options: TunnelOptions): Promise<Answer> {
  const { proxy, connectToProxy, clock, timeoutMs } = options;
  const client = new Client(`http://${proxy}`, { connect: connectToProxy, headersTimeout: 0 });
  const late = `The proxy ${proxy} did not answer a CONNECT to ${authority} within ${timeoutMs} ms.`;
  const timer = startTimer(clock, { ms: timeoutMs, toReason: () => proxyFailure('TIMED_OUT', late) });
  try {
    const headers = { host: authority, ...(login !== undefined && { 'proxy-authorization': login }) };
    const answer = await client.connect({ path: authority, headers, signal: timer.signal });
    return { status: answer.statusCode, headers: answer.headers, socket: answer.socket };
  } catch (error) {
    client.destroy().catch(() => undefined);
    throw toExchangeFailure(error, authority, proxy);
  } finally {
    timer.stop();
  }
}

/** Errors that `connectToProxy` or the timer made say enough. */
function toExchangeFailure(error: unknown, authority: string, proxy: string): unknown {
  const code = stringProperty(error, 'code');
  if (toProxyProblem(code) || code === 'ERR_ADDRESS_REFUSED') return error;
  if (error instanceof errors.HTTPParserError) {
    return proxyFailure('INVALID_RESPONSE', `The proxy ${proxy} did not answer a CONNECT with valid HTTP.`);
  }
  const why = code ?? 'no reason given';
  const sentence = `The proxy ${proxy} closed the connection without an answer to a CONNECT to ${authority} (${why}).`;
  return proxyFailure('CONNECTION_LOST', sentence);
}

function toStatusFailure(status: number, authority: string, proxy: string): Error {
  if (status === 403) {
    return proxyFailure('FORBIDDEN', `The proxy ${proxy} forbids connections to ${authority} (HTTP 403).`);
  }
  if (TARGET_STATUSES.has(status)) {
    return proxyFailure('TARGET_UNREACHABLE', `The proxy ${proxy} cannot reach ${authority} (HTTP ${status}).`);
  }
  return proxyFailure(
    'UNEXPECTED_STATUS',
    `The proxy ${proxy} answered a CONNECT to ${authority} with HTTP ${status}.`,
  );
}
