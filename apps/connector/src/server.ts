import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';

/** A listening server. */
export interface Listening {
  readonly url: string;
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
  /** Answers a request that is none: its host or target cannot be read. */
  readonly onBadRequest: () => Response;
}

// A request that has not arrived by then never will; and a stop waits no longer for one.
const REQUEST_TIMEOUT_MS = 30_000;

/** Serves an app over HTTP. Rejects when the port cannot be had, with a sentence that says what to do. */
export async function listen(app: Hono, address: ListenAddress): Promise<Listening> {
  let inFlight = 0;
  let onIdle = () => {};
  const listener = getRequestListener(app.fetch, { errorHandler: address.onBadRequest });
  const server = createServer((request, response) => {
    inFlight += 1;
    response.once('close', () => {
      inFlight -= 1;
      if (inFlight === 0) onIdle();
    });
    void listener(request, response);
  });
  server.requestTimeout = REQUEST_TIMEOUT_MS;
  await bind(server, address);
  const { port } = server.address() as AddressInfo;
  const host = address.host.includes(':') ? `[${address.host}]` : address.host;
  return {
    url: `http://${host}:${port}`,
    async stop(graceMs) {
      // Still listening: who comes now is told that the server stops, rather than met by a closed door.
      if (inFlight > 0) await Promise.race([new Promise<void>((resolve) => (onIdle = resolve)), delay(graceMs)]);
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

function bind(server: Server, { host, port }: { readonly host: string; readonly port: number }): Promise<void> {
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
