import { setMaxListeners } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { Cancellations } from './cancellations.js';
import { errorResponse } from './messages/backend.js';
import { Places } from './places.js';
import type { ClientOptions, Serving } from './serve-client.js';

export interface ListenOptions extends ClientOptions {
  /** Default: `127.0.0.1`. */
  readonly host?: string;
  /** Default: 5432, PostgreSQL's own. 0 chooses a free one. */
  readonly port?: number;
  /** The most clients at a time. As many more may be about to log in. Default: 100, as in PostgreSQL. */
  readonly maxClients?: number;
  /** Clients that take longer to log in are disconnected. Default: 15 seconds. */
  readonly loginTimeoutMs?: number;
}

/** A server of PostgreSQL's wire protocol. */
export interface PostgresServer {
  readonly host: string;
  readonly port: number;
  /** The clients, those that did not log in yet included. */
  readonly clients: number;
  /**
   * Stops listening. Clients that run nothing are disconnected, and the others when they have their answer.
   *
   * @param graceMs after this time, all are disconnected; 0 by default
   */
  close(graceMs?: number): Promise<void>;
}

const DEFAULT_PORT = 5432;
const MAX_CLIENTS = 100;
/** After so long without a message, the system asks whether the client is still there. */
const KEEP_ALIVE_MS = 60_000;
const LOGIN_TIMEOUT_MS = 15_000;
/** A client that was told to go, and does not hang up, is disconnected after so long. */
const HANG_UP_WITHIN_MS = 5_000;

/** Listens for PostgreSQL's clients. Rejects if it cannot listen. */
export async function listen(options: ListenOptions): Promise<PostgresServer> {
  const {
    host = '127.0.0.1',
    port = DEFAULT_PORT,
    maxClients = MAX_CLIENTS,
    loginTimeoutMs = LOGIN_TIMEOUT_MS,
  } = options;
  const cancellations = new Cancellations();
  const places = new Places(maxClients);
  const stopping = new AbortController();
  setMaxListeners(0, stopping.signal);
  const server = createServer({ noDelay: true, keepAlive: true, keepAliveInitialDelay: KEEP_ALIVE_MS }, (socket) => {
    places.admit(socket);
    let timer = destroyAfter(socket, loginTimeoutMs);
    const onLogin = (): void => {
      places.keep(socket);
      clearTimeout(timer);
    };
    void serve(socket, options, { cancellations, onLogin, stopping: stopping.signal }).finally(() => {
      clearTimeout(timer);
      places.release(socket);
      if (!socket.destroyed) timer = destroyAfter(socket, HANG_UP_WITHIN_MS);
      // A client that does not hang up must not keep the server from closing.
      if (stopping.signal.aborted) socket.destroySoon();
    });
    socket.once('close', () => clearTimeout(timer));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const address = server.address() as AddressInfo;
  return {
    host: address.address,
    port: address.port,
    get clients() {
      return places.taken;
    },
    async close(graceMs = 0) {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      stopping.abort();
      places.destroyStrangers();
      const timer = setTimeout(() => places.destroyAll(), graceMs);
      await closed;
      clearTimeout(timer);
    },
  };
}

/** Loads the protocol with the first client: as long as none comes, listening takes no memory. Never rejects. */
async function serve(socket: Socket, options: ClientOptions, serving: Serving): Promise<void> {
  // It may break off before anything else listens.
  socket.on('error', () => {});
  try {
    const { serveClient } = await import('./serve-client.js');
    if (!serving.stopping.aborted) await serveClient(socket, options, serving);
  } catch (error) {
    socket.end(errorResponse(options.toProblem(error), 'FATAL'));
  }
}

function destroyAfter(socket: Socket, ms: number): NodeJS.Timeout {
  return setTimeout(() => socket.destroy(), ms);
}
