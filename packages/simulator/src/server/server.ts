import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { SimulatorError } from '../errors.js';
import { createSimulator, type Simulator, type SimulatorOptions } from '../simulator.js';
import { answerControl, CONTROL_PREFIX } from './control-paths.js';
import { toTwilioUrl } from './twilio-url.js';

/** A simulator that is listening. */
export interface RunningSimulator {
  readonly url: string;
  readonly simulator: Simulator;
  /** Stops listening, closes all connections, including those with requests in flight, and drops planned webhooks. */
  close(): Promise<void>;
}

/** The server's address and protocol. */
export interface ListenOptions {
  /** Default: any free port. */
  readonly port?: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** A certificate and its key, in PEM, to serve HTTPS; Node throws when they are invalid. Default: HTTP. */
  readonly tls?: { readonly cert: string; readonly key: string };
}

/** Control requests belong to no Twilio host; any origin completes their URL. */
const CONTROL_ORIGIN = 'https://api.twilio.com';
const MAX_BODY_BYTES = 1024 * 1024;
/** Methods that the `Request` constructor rejects. */
const FORBIDDEN_METHODS = ['CONNECT', 'TRACE', 'TRACK'];

/**
 * Creates a simulator and serves it, with its control paths, over HTTP or HTTPS.
 *
 * @throws SimulatorError INVALID_OPTION or INVALID_FAULT; CANNOT_LISTEN when the port cannot be opened
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
    const reason = cause.code === 'EADDRINUSE' ? 'the port is in use; choose another port' : cause.message;
    throw new SimulatorError('CANNOT_LISTEN', `The simulator cannot listen on ${host}:${port}: ${reason}.`, { cause });
  });
  const address = server.address() as AddressInfo;
  return {
    url: `${tls ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${address.port}`,
    simulator,
    close: () =>
      new Promise((resolve) => {
        simulator.webhooks.cancel();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function respond(simulator: Simulator, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const { method = 'GET', url = '/' } = incoming;
  const body = await readBody(incoming);
  if (!body) return refuse(outgoing, 413, 'The request body exceeds 1 MiB.');
  if (!url.startsWith('/'))
    return refuse(outgoing, 400, 'The simulator is not a proxy: request a path, not an absolute URL.');
  if (FORBIDDEN_METHODS.includes(method)) return refuse(outgoing, 405, `Unsupported method: ${method}.`);
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) headers.set(name, [value].flat().join(', '));
  const hasBody = body.length > 0 && method !== 'GET' && method !== 'HEAD';
  const isControl = url.startsWith(CONTROL_PREFIX);
  const address = isControl
    ? { url: CONTROL_ORIGIN + url }
    : toTwilioUrl(url, [headers.get('x-forwarded-host') ?? undefined, incoming.headers.host]);
  if ('error' in address) return refuse(outgoing, 404, address.error);
  const request = new Request(address.url, { method, headers, ...(hasBody && { body: new Uint8Array(body) }) });
  const response = await (isControl ? answerControl(simulator, request) : simulator.fetch(request));
  if (response.type === 'error') return cut(incoming.socket);
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  for await (const chunk of response.body ?? []) await write(outgoing, chunk);
  outgoing.end();
}

/** Resets the connection. A TLS connection can only be closed. */
function cut(socket: Socket): void {
  if (socket instanceof TLSSocket) socket.destroy();
  else socket.resetAndDestroy();
}

/** Resolves when the bytes are written, so that a later failure of the body does not discard them. */
function write(outgoing: ServerResponse, chunk: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    outgoing.write(chunk, (error) => (error ? reject(error) : resolve()));
  });
}

function refuse(outgoing: ServerResponse, status: number, error: string): void {
  outgoing.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify({ error }));
}

/** Closes the connection when the body fails half-way, as Twilio would; otherwise returns an internal error as 500. */
function fail(outgoing: ServerResponse, error: unknown): void {
  if (outgoing.headersSent) outgoing.destroy();
  else refuse(outgoing, 500, `The simulator failed: ${error instanceof Error ? error.message : String(error)}`);
}

/** Reads the body; undefined when it is too long. It is read to the end even then, so that the client gets the response. */
async function readBody(incoming: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MAX_BODY_BYTES) chunks.push(chunk);
  }
  return size <= MAX_BODY_BYTES ? Buffer.concat(chunks) : undefined;
}
