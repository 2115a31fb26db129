import { isIP } from 'node:net';
import type { buildConnector } from 'undici';
import { stringProperty } from '../json-object.js';
import { proxyFailure } from './proxy-failure.js';
import { type ProxyOptions, toAuthority } from './proxy-options.js';

/** Codes of system calls and timers that end without a connection. */
const TIMED_OUT = new Set(['ETIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT']);
const SYSTEM_CALLS = new Set(['connect', 'getaddrinfo']);

/** Opens connections to a proxy, whatever host the request is for. Every failure names the proxy. */
export function createProxyConnect(
  { host, port, sslType }: ProxyOptions,
  connect: buildConnector.connector,
): buildConnector.connector {
  const isTls = sslType === 'ALWAYS';
  const proxy = toAuthority(host, port);
  const place: buildConnector.Options = {
    hostname: host,
    host: proxy,
    protocol: isTls ? 'https:' : 'http:',
    port: String(port),
    // undici would take the name from the Host header, which names the target.
    ...(isIP(host) === 0 && { servername: host }),
  };
  return (_target, callback) =>
    connect(place, (error, socket) =>
      error ? callback(toConnectFailure(error, proxy, isTls), null) : callback(null, socket),
    );
}

/** An error without one of these codes comes from the check of the address, and says enough. */
function toConnectFailure(error: Error, proxy: string, isTls: boolean): Error {
  const code = stringProperty(error, 'code') ?? '';
  const syscall = stringProperty(error, 'syscall');
  if (code === 'ERR_ADDRESS_REFUSED') return error;
  if (TIMED_OUT.has(code)) {
    return proxyFailure('TIMED_OUT', `The proxy ${proxy} did not accept a connection in time (${code}).`);
  }
  if (syscall === 'getaddrinfo' || code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return proxyFailure('UNRESOLVABLE', `The host name of the proxy ${proxy} cannot be resolved (${code}).`);
  }
  if (isTls && !SYSTEM_CALLS.has(syscall ?? '')) {
    return proxyFailure('TLS_FAILED', `The TLS connection to the proxy ${proxy} failed: ${code}, ${error.message}.`);
  }
  const how = code === 'ECONNREFUSED' ? 'refused the connection' : 'cannot be reached';
  return proxyFailure('UNREACHABLE', `The proxy ${proxy} ${how} (${code || error.message}).`);
}
