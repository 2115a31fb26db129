import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setPriority } from 'node:os';
import { TLSSocket } from 'node:tls';
import { serveMeasured } from '../src/measured-process.ts';
import { now } from './clock.ts';

// Passes bytes to a target unchanged, and stamps the first byte of each request. The clients send a request only after the
// response to the last one on the connection, so the first byte after a response begins a request.

/** What the proxy saw since it was last asked. Times are in milliseconds on the clock of the machine. */
export interface Sightings {
  /** When the first byte of each request arrived. */
  readonly requests: readonly number[];
  /** When this process was late by the guard or more, so that its stamps may be late. */
  readonly lateTimes: readonly Interval[];
  /** The longest delay of its event loop. */
  readonly longestDelayMs: number;
}

export type Interval = readonly [from: number, to: number];

/** The settings of the proxy. */
export interface ProxySettings {
  readonly target: string;
  readonly guardMs: number;
  readonly cert: string;
  readonly key: string;
  /** The longest time that the slow port waits before a TLS handshake. Each connection waits a random part of it. */
  readonly slowMs: number;
}

const SAMPLE_MS = 1;

let requests: number[] = [];
let lateTimes: Interval[] = [];
let longestDelayMs = 0;

serveMeasured({ start: (settings) => start(settings as ProxySettings), take });

/** Returns the ports: one that connects at once, and one whose connections are slow. */
async function start(settings: ProxySettings): Promise<{ fast: number; slow: number }> {
  raisePriority();
  watchDelay(settings.guardMs);
  const { port } = new URL(settings.target);
  const pass = (client: Socket) =>
    passThrough(client, connect({ port: Number(port), host: '127.0.0.1', noDelay: true }));
  const { cert, key, slowMs } = settings;
  const fast = createServer({ noDelay: true }, pass);
  const slow = createServer({ noDelay: true, pauseOnConnect: true }, (socket) => {
    socket.on('error', () => socket.destroy());
    setTimeout(() => {
      pass(new TLSSocket(socket, { isServer: true, cert, key }));
      socket.resume();
    }, Math.random() * slowMs);
  });
  return { fast: await listen(fast), slow: await listen(slow) };
}

async function listen(server: ReturnType<typeof createServer>): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

function passThrough(client: Socket, target: Socket): void {
  let isBetweenRequests = true;
  client.on('data', (chunk) => {
    if (isBetweenRequests) requests.push(now());
    isBetweenRequests = false;
    target.write(chunk);
  });
  target.on('data', (chunk) => {
    isBetweenRequests = true;
    client.write(chunk);
  });
  for (const [socket, other] of [
    [client, target],
    [target, client],
  ] as const) {
    socket.on('error', () => other.destroy());
    socket.on('close', () => other.destroy());
  }
}

/**
 * Measures the time of two ticks of a timer of 1 ms: what arrives after one may be stamped only before the tick after the next, since a turn
 * of the event loop begins with its timers.
 */
function watchDelay(guardMs: number): void {
  let [beforeLast, last] = [now(), now()];
  setInterval(() => {
    const time = now();
    longestDelayMs = Math.max(longestDelayMs, time - last - SAMPLE_MS);
    // What arrived meanwhile is stamped from now on, within the guard unless this process is late again.
    if (time - beforeLast >= guardMs) lateTimes.push([beforeLast, time + guardMs]);
    [beforeLast, last] = [last, time];
  }, SAMPLE_MS);
}

/** Other processes delay this one less. Needs a permission that not every user has. */
function raisePriority(): void {
  try {
    setPriority(-20);
  } catch {
    // The delays are measured in any case.
  }
}

function take(): Sightings {
  const sightings = { requests, lateTimes, longestDelayMs };
  requests = [];
  lateTimes = [];
  longestDelayMs = 0;
  return sightings;
}
