import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { control, CONTROL_PATH } from './control.js';
import { createSimulator, type Simulator, type SimulatorOptions } from './simulator.js';

/** A simulator that listens. */
export interface RunningSimulator {
  readonly url: string;
  readonly simulator: Simulator;
  close(): Promise<void>;
}

/** Where it listens. */
export interface ListenOptions {
  /** Default: any free port. */
  readonly port?: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
}

const TWILIO = 'https://api.twilio.com';
const MAX_BODY_BYTES = 1024 * 1024;

/** Makes a simulator and serves it over HTTP, with its control paths. Rejects when the port cannot be had. */
export async function startSimulator(options: SimulatorOptions & ListenOptions = {}): Promise<RunningSimulator> {
  const { port = 0, host = '127.0.0.1' } = options;
  const simulator = createSimulator(options);
  const server = createServer((incoming, outgoing) => {
    respond(simulator, incoming, outgoing).catch(() => outgoing.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const message = error.code === 'EADDRINUSE' ? 'it is in use; choose another port' : String(error.code);
      reject(new Error(`The simulator cannot listen on ${host}:${port}: ${message}.`, { cause: error }));
    });
    server.listen(port, host, resolve);
  });
  const address = server.address() as AddressInfo;
  return {
    url: `http://${host}:${address.port}`,
    simulator,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function respond(simulator: Simulator, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const body = await readBody(incoming);
  if (!body) {
    outgoing.writeHead(413, { Connection: 'close' }).end();
    return;
  }
  const { method = 'GET', url = '/' } = incoming;
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) headers.set(name, [value].flat().join(', '));
  const request = new Request(TWILIO + url, {
    method,
    headers,
    ...(body.length > 0 && method !== 'GET' && { body: new Uint8Array(body) }),
  });
  const response = await (url.startsWith(CONTROL_PATH) ? control(simulator, request) : simulator.fetch(request));
  if (response.type === 'error') {
    incoming.socket.destroy();
    return;
  }
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  // A body that breaks off ends the connection, as it would at Twilio.
  if (response.body) await pipeline(Readable.fromWeb(response.body), outgoing);
  else outgoing.end();
}

async function readBody(incoming: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
