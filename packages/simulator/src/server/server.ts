import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { addressOf } from './twilio-url.js';
import { control, CONTROL_PATH } from './control-paths.js';
import { SimulatorError } from '../errors.js';
import { createSimulator, type Simulator, type SimulatorOptions } from '../simulator.js';

/** A simulator that listens. */
export interface RunningSimulator {
  readonly url: string;
  readonly simulator: Simulator;
  /** Stops listening and cuts what is under way. */
  close(): Promise<void>;
}

/** Where it listens. */
export interface ListenOptions {
  /** Default: any free port. */
  readonly port?: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** A certificate and its key, in PEM, to serve HTTPS with; Node refuses what is neither. Default: HTTP. */
  readonly tls?: { readonly cert: string; readonly key: string };
}

/** Where control requests are, which have no host of their own. */
const CONTROL = 'https://api.twilio.com';
const MAX_BODY_BYTES = 1024 * 1024;
/** Methods that `fetch` refuses. */
const UNKNOWN_METHODS = ['CONNECT', 'TRACE', 'TRACK'];

/**
 * Makes a simulator and serves it over HTTP or HTTPS, with its control paths.
 *
 * @throws SimulatorError INVALID_OPTION or INVALID_FAULT; CANNOT_LISTEN when the port cannot be had
 */
export async function startSimulator(options: SimulatorOptions & ListenOptions = {}): Promise<RunningSimulator> {
  const { port = 0, host = '127.0.0.1', tls } = options;
  const simulator = createSimulator(options);
  const listener = (incoming: IncomingMessage, outgoing: ServerResponse) => {
    respond(simulator, incoming, outgoing).catch((error: unknown) => fail(outgoing, error));
  };
  const server = tls ? createTlsServer(tls, listener) : createServer(listener);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  }).catch((cause: NodeJS.ErrnoException) => {
    const reason = cause.code === 'EADDRINUSE' ? 'it is in use; choose another port' : cause.message;
    throw new SimulatorError('CANNOT_LISTEN', `The simulator cannot listen on ${host}:${port}: ${reason}.`, { cause });
  });
  const address = server.address() as AddressInfo;
  return {
    url: `${tls ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${address.port}`,
    simulator,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function respond(simulator: Simulator, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const { method = 'GET', url = '/' } = incoming;
  const body = await readBody(incoming);
  if (!body) return refuse(outgoing, 413, 'A body has at most 1 MiB.');
  if (!url.startsWith('/')) return refuse(outgoing, 400, 'The simulator is no proxy: ask for a path.');
  if (UNKNOWN_METHODS.includes(method)) return refuse(outgoing, 405, `There is no ${method}.`);
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) headers.set(name, [value].flat().join(', '));
  const hasBody = body.length > 0 && method !== 'GET' && method !== 'HEAD';
  const isControl = url.startsWith(CONTROL_PATH);
  const address = isControl ? { url: CONTROL + url } : addressOf(url, incoming.headers.host);
  if ('error' in address) return refuse(outgoing, 404, address.error);
  const request = new Request(address.url, { method, headers, ...(hasBody && { body: new Uint8Array(body) }) });
  const response = await (isControl ? control(simulator, request) : simulator.fetch(request));
  if (response.type === 'error') return cut(incoming.socket);
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  for await (const chunk of response.body ?? []) await write(outgoing, chunk);
  outgoing.end();
}

/** Resets the connection; one of TLS can only be closed. */
function cut(socket: Socket): void {
  if (socket instanceof TLSSocket) socket.destroy();
  else socket.resetAndDestroy();
}

/** Resolves when the bytes have left: a body that breaks off behind them does not take them along. */
function write(outgoing: ServerResponse, chunk: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    outgoing.write(chunk, (error) => (error ? reject(error) : resolve()));
  });
}

function refuse(outgoing: ServerResponse, status: number, error: string): void {
  outgoing.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify({ error }));
}

/** A body that breaks off ends the connection, as it would at Twilio; an error of the simulator says so. */
function fail(outgoing: ServerResponse, error: unknown): void {
  if (outgoing.headersSent) outgoing.destroy();
  else refuse(outgoing, 500, `The simulator failed: ${error instanceof Error ? error.message : String(error)}`);
}

/** The whole body; undefined when it is too long. It is read to its end even so, for the client to hear the answer. */
async function readBody(incoming: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MAX_BODY_BYTES) chunks.push(chunk);
  }
  return size <= MAX_BODY_BYTES ? Buffer.concat(chunks) : undefined;
}
