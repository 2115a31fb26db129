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
  /** Takes another certificate for the connections to come; undefined for a server without TLS. */
  readonly renewTls: ((tls: Tls) => void) | undefined;
  /**
   * Stops: what is in flight finishes, for at most `graceMs`; new work must already be refused by the app. Then the
   * port is free.
   */
  stop(graceMs: number): Promise<void>;
}

/** Where to listen. */
export interface ListenAddress {
  readonly host: string;
  readonly port: number;
  /** Speaks HTTPS alone, TLS 1.2 and later. Default: HTTP. */
  readonly tls?: Tls;
  /** Answers a request that is none: its host or target cannot be read. */
  readonly onBadRequest: () => Response;
  /** Told of what was refused before it was a request at all, for logs and metrics. */
  readonly onClientError?: (refusal: ClientRefusal) => void;
}

// What has not arrived by then never will; and a stop waits no longer for it. Headers have 16 KiB, Node's default.
const LIMITS = {
  headersTimeout: 15_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 5_000,
};
const HANDSHAKE_TIMEOUT_MS = 10_000;

/** Serves an app over HTTP or HTTPS. Rejects when the port cannot be had, with a sentence that says what to do. */
export async function listen(app: Hono, address: ListenAddress): Promise<Listening> {
  const { tls, onBadRequest, onClientError } = address;
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
    // A request that came whole still gets its own answer, or none: never one that is about what came after it.
    if (!open.every(({ request, response }) => !request.complete && !response.headersSent))
      return void socket.destroy();
    const refusal = answerClientError(error, socket);
    if (refusal) onClientError?.(refusal);
  });
  await bind(server, address);
  const { port } = server.address() as AddressInfo;
  const host = address.host.includes(':') ? `[${address.host}]` : address.host;
  return {
    url: `${tls ? 'https' : 'http'}://${host}:${port}`,
    renewTls,
    async stop(graceMs) {
      // Still listening: who comes now is told that the server stops, rather than met by a closed door.
      if (exchanges.size > 0) await Promise.race([new Promise<void>((resolve) => (onIdle = resolve)), delay(graceMs)]);
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      // Those in the midst of a handshake too, which `closeAllConnections` does not know.
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
        ? `Port ${port} of ${host} is in use. Stop what uses it, or choose another with PORT or --port.`
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
