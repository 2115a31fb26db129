import { TLSSocket } from 'node:tls';
import type { buildConnector } from 'undici';
import type { Clock } from '../clock.js';
import { stringProperty } from '../json-object.js';
import { report } from '../report.js';

/** A connection to a host that was opened or could not be, for a log. It holds nothing from requests. */
export interface SocketRecord {
  /** The host in the URL: a name or an IP address. With a proxy, the proxy first, then the target if it has TLS. */
  host: string;
  port: number;
  durationMs: number;
  /** The IP address that it leads to. */
  address?: string;
  /** The version of TLS: `TLSv1.3`. */
  tls?: string;
  /** The cipher of TLS: `TLS_AES_256_GCM_SHA384`. */
  cipher?: string;
  /** A code such as `ECONNREFUSED` or `CERT_HAS_EXPIRED`, if it could not be opened. */
  error?: string;
}

/** Tells an observer of every connection that a connector opens or fails to open. */
export function reportConnects(
  connect: buildConnector.connector,
  { clock, onSocket }: { readonly clock: Clock; readonly onSocket?: ((socket: SocketRecord) => void) | undefined },
): buildConnector.connector {
  if (!onSocket) return connect;
  return (options, callback) => {
    const startMs = clock.now();
    connect(options, (...result) => {
      const [error, socket] = result;
      const port = Number(options.port) || (options.protocol === 'https:' ? 443 : 80);
      const target = { host: options.hostname, port, durationMs: clock.now() - startMs };
      report(onSocket, { ...target, ...(error ? { error: codeOf(error) } : factsOf(socket)) });
      callback(...result);
    });
  };
}

function factsOf(socket: object | null): Partial<SocketRecord> {
  const address = stringProperty(socket, 'remoteAddress');
  const tls = socket instanceof TLSSocket ? socket.getProtocol() : null;
  return {
    ...(address !== undefined && { address }),
    ...(tls !== null && socket instanceof TLSSocket && { tls, cipher: socket.getCipher().name }),
  };
}

function codeOf(error: Error): string {
  return stringProperty(error, 'code') ?? error.name;
}
