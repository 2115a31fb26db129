import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer, type Server as SecureServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import { answerClientError, type ClientRefusal } from './malformed-requests.js';
import { type Tls, toSecureOptions } from './tls.js';

/** A listening server. */
export interface Listening {
  readonly url: string;
  /** Uses another certificate for new connections; undefined for a server without TLS. */
  readonly renewTls: ((tls: Tls) => void) | undefined;
  /** Drains requests in flight for at most `graceMs`, then frees the port. The app must already refuse new requests. */
  stop(graceMs: number): Promise<void>;
}

/** The address to listen on, and how to answer invalid requests. */
export interface ListenOptions {
  readonly host: string;
  readonly port: number;
  /** Serves HTTPS only, with TLS 1.2 or later. Default: HTTP. */
  readonly tls?: Tls;
  /** Answers a request whose host or target cannot be parsed. */
  readonly onBadRequest: () => Response;
  /** Called when a malformed request was refused. */
  readonly onClientError?: (refusal: ClientRefusal) => void;
}

// These limits also bound how long a stop waits for slow clients. Headers are limited to 16 KiB, Node's default.
const LIMITS = {
  headersTimeout: 15_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 5_000,
};
const HANDSHAKE_TIMEOUT_MS = 10_000;

/** Serves an app over HTTP or HTTPS. Rejects if it cannot listen on the port; the message explains what to do. */
export async function listen(app: Hono, options: ListenOptions): Promise<Listening> {
  const { tls, onBadRequest, onClientError } = options;
  const exchanges = new Set<Exchange>();
  let onIdle = () => {};
  const listener = getRequestListener(app.fetch, { errorHandler: onBadRequest });
  const { server, renewTls } = create(tls, (request, response) => {
    const exchange = { request, response };
    exchanges.add(exchange);
    response.once('close', () => {
      exchanges.delete(exchange);
      if (exchanges.size === 0) onIdle();
    });
    void listener(request, response);
  });
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.on('clientError', (error, socket) => {
    const open = [...exchanges].filter(({ request }) => request.socket === socket);
    // A complete request gets its own answer or none, never the answer to the malformed data after it.
    if (open.some(({ request, response }) => request.complete || response.headersSent)) return void socket.destroy();
    const refusal = answerClientError(error, socket);
    if (refusal) onClientError?.(refusal);
  });
  await bind(server, options);
  const { port } = server.address() as AddressInfo;
  const host = options.host.includes(':') ? `[${options.host}]` : options.host;
  return {
    url: `${tls ? 'https' : 'http'}://${host}:${port}`,
    renewTls,
    async stop(graceMs) {
      // Keep listening while requests drain, so that new clients get an answer instead of a refused connection.
      if (exchanges.size > 0) await Promise.race([new Promise<void>((resolve) => (onIdle = resolve)), delay(graceMs)]);
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      // `closeAllConnections` does not include connections in a TLS handshake.
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** A request in flight, and the answer to it. */
interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

function create(tls: Tls | undefined, listener: RequestListener) {
  if (!tls) return { server: createServer(LIMITS, listener), renewTls: undefined };
  const options = { ...LIMITS, ...toSecureOptions(tls), handshakeTimeout: HANDSHAKE_TIMEOUT_MS };
  const server = createSecureServer(options, listener);
  return { server, renewTls: (renewed: Tls) => server.setSecureContext(toSecureOptions(renewed)) };
}

function bind(
  server: Server | SecureServer,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const isTaken = error.code === 'EADDRINUSE';
      const message = isTaken
        ? `Port ${port} of ${host} is in use. Stop the program that uses it, or choose another port with PORT or --port.`
        : `The server cannot listen on ${host}:${port} (${error.code}).`;
      reject(new Error(message, { cause: error }));
    });
    server.listen(port, host, resolve);
  });
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}
