import { connect, type Socket } from 'node:net';
import { servePart } from './worker.ts';

// Clients that ask for the OpenAPI document again and again and never read. One that the server disconnects comes back.

const REQUESTS_AHEAD = 16;
const REQUEST = 'GET /openapi.json HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(REQUESTS_AHEAD);

interface Attack {
  readonly url: string;
  readonly clients: number;
  /** The address from which they come. */
  readonly address: string;
}

await servePart(async ({ url, clients, address }: Attack) => {
  const port = Number(new URL(url).port);
  const sockets = new Set<Socket>();
  let connected = 0;
  const start = () => {
    const socket = connect({ port, host: '127.0.0.1', localAddress: address });
    sockets.add(socket);
    socket.once('connect', () => {
      connected += 1;
      socket.write(REQUEST);
    });
    // A client that reads nothing learns only by writing that it was disconnected.
    const probe = setInterval(() => socket.write('\r\n'), 5000);
    socket.on('error', () => {});
    socket.once('close', () => {
      clearInterval(probe);
      sockets.delete(socket);
      setTimeout(start, 1000);
    });
  };
  for (let client = 0; client < clients; client += 1) start();
  return { started: undefined, end: () => connected };
});
