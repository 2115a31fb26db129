import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** A local HTTP server that records its requests. */
export interface TestServer {
  baseUrl: string;
  /** The method of each request, in order of arrival. */
  readonly methods: string[];
  /** The number of connections so far. */
  connections(): number;
  /** Resolves when the next request has arrived. */
  arrival(): Promise<void>;
  /** Answers differently from now on. */
  reply(reply: Reply): void;
}

/** Answers one request; `number` is 1 for the first. */
export type Reply = (response: ServerResponse, number: number, request: IncomingMessage) => void;

/** Starts a real HTTP server on 127.0.0.1, for faults in connections that a mock cannot produce. */
export async function startServer(first: Reply): Promise<TestServer> {
  let reply = first;
  const methods: string[] = [];
  const waiting: (() => void)[] = [];
  let connections = 0;
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      methods.push(request.method ?? '');
      for (const resolve of waiting.splice(0)) resolve();
      reply(response, methods.length, request);
    });
  });
  server.on('connection', () => connections++);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    methods,
    connections: () => connections,
    arrival: () => new Promise<void>((resolve) => waiting.push(resolve)),
    reply: (next) => {
      reply = next;
    },
  };
}

/** Returns a port that no process listens on. */
export async function findClosedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export const json =
  (body: unknown, status = 200, headers: Record<string, string> = {}): Reply =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  };

/** Resets the connection without a response. */
export const reset: Reply = (response) => {
  response.socket?.resetAndDestroy();
};

/** Begins a valid response, then cuts the connection. */
export const truncate: Reply = (response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
  response.write('{"sid":', () => response.destroy());
};

/** Never responds. */
export const hang: Reply = () => undefined;
