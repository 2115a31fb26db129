import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer, type Server as SecureServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import type { Bindings } from '../rest/bindings.js';
import { createExchanges } from './exchanges.js';
import { answerClientError, type ClientRefusal } from './malformed-requests.js';
import { createSockets, DEFAULT_SOCKET_LIMITS, type SocketLimits } from './sockets.js';
import { watchStalledWrites } from './stalled-writes.js';
import { type Tls, toSecureOptions } from './tls.js';
import { createTurns } from './turns.js';

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
  /** Default: `DEFAULT_SOCKET_LIMITS`. */
  readonly limits?: SocketLimits;
  /** Called when a client was disconnected because it holds too much. */
  readonly onDisconnected?: (reason: DisconnectReason) => void;
}

/** There are too many sockets; a client sent too many requests ahead; or it does not take its answer. */
type DisconnectReason = 'too many sockets' | 'too many requests ahead' | 'answer not taken';

// These limits also bound how long a stop waits for slow clients. Headers are limited to 16 KiB, Node's default.
const LIMITS = {
  headersTimeout: 15_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 5_000,
};
const HANDSHAKE_TIMEOUT_MS = 10_000;

/** About two milliseconds of work, with the answers to as many others. */
export const REQUESTS_PER_TURN = 6;

/** Serves an app over HTTP or HTTPS. Rejects if it cannot listen on the port; the message explains what to do. */
export async function listen(app: Hono, options: ListenOptions): Promise<Listening> {
  const { tls, onBadRequest, onClientError, limits = DEFAULT_SOCKET_LIMITS, onDisconnected } = options;
  const listener = getRequestListener(
    (request, { incoming, outgoing }) => {
      const onAuthenticated = () => {
        sockets.markAuthenticated(incoming.socket);
        exchanges.markAuthenticated(outgoing as ServerResponse);
      };
      return app.fetch(request, { incoming, outgoing, onAuthenticated } satisfies Bindings);
    },
    { errorHandler: onBadRequest },
  );
  const turns = createTurns(REQUESTS_PER_TURN);
  const exchanges = createExchanges(
    async ({ request, response }) => {
      await turns();
      // A client that is gone by now has not got anything done.
      if (!response.destroyed) await listener(request, response);
    },
    () => onDisconnected?.('too many requests ahead'),
  );
  const { server, renewTls } = create(tls, (request, response) => exchanges.add({ request, response }));
  const sockets = createSockets(limits, () => onDisconnected?.('too many sockets'));
  server.on('connection', (socket: Socket) => sockets.admit(socket));
  server.on('clientError', (error, socket) => {
    // A complete request gets its own answer or none, never the answer to the malformed data after it.
    const hasAnswer = exchanges.of(socket).some(({ request, response }) => request.complete || response.headersSent);
    if (hasAnswer) return void socket.destroy();
    const refusal = answerClientError(error, socket);
    if (refusal) onClientError?.(refusal);
  });
  await bind(server, options);
  const stalledWrites = watchStalledWrites(() => onDisconnected?.('answer not taken'));
  server.on(tls ? 'secureConnection' : 'connection', (socket: Socket) => stalledWrites.watch(socket));
  const { port } = server.address() as AddressInfo;
  const host = options.host.includes(':') ? `[${options.host}]` : options.host;

  return {
    url: `${tls ? 'https' : 'http'}://${host}:${port}`,
    renewTls,
    async stop(graceMs) {
      // Keep listening while requests drain, so that new clients get an answer instead of a refused connection.
      await Promise.race([exchanges.drained(), delay(graceMs)]);
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      sockets.destroyAll();
      await closed;
      stalledWrites.stop();
    },
  };
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
