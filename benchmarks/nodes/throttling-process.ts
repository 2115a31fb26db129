import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serveMeasured } from '../src/measured-process.ts';

// Stands for Twilio: answers every request with a recording, and 429 while it processes as many as it may.

export interface ThrottlingSettings {
  readonly concurrency: number;
  readonly latencyMs: number;
}

/** What it answered since it was last asked: the number of answers in each second, in order. */
export interface Answered {
  readonly accepted: readonly number[];
  readonly refused: readonly number[];
}

const RECORDING = JSON.stringify({ sid: 'RE2e915e78549694bd0a0742d2d39454e5', status: 'completed' });
const REFUSAL = JSON.stringify({ code: 20_429, message: 'Too Many Requests', status: 429 });

let settings: ThrottlingSettings;
let inProcess = 0;
let beganAt = performance.now();
let accepted: number[] = [];
let refused: number[] = [];

serveMeasured({
  start: (given) => start(given as ThrottlingSettings),
  take() {
    const taken: Answered = { accepted: Array.from(accepted, orZero), refused: Array.from(refused, orZero) };
    accepted = [];
    refused = [];
    beganAt = performance.now();
    return taken;
  },
});

async function start(given: ThrottlingSettings): Promise<string> {
  settings = given;
  const server = createServer((request, response) => {
    request.resume();
    response.setHeader('content-type', 'application/json');
    response.setHeader('twilio-concurrent-requests', String(inProcess + 1));
    if (inProcess >= settings.concurrency) {
      count(refused);
      response.writeHead(429).end(REFUSAL);
      return;
    }
    inProcess += 1;
    count(accepted);
    setTimeout(() => {
      inProcess -= 1;
      response.end(RECORDING);
    }, settings.latencyMs);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function count(counts: number[]): void {
  const second = Math.floor((performance.now() - beganAt) / 1000);
  counts[second] = (counts[second] ?? 0) + 1;
}

function orZero(count: number | undefined): number {
  return count ?? 0;
}
