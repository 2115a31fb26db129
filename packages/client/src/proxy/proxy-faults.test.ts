import { type ProxyFault, startTestProxy, type TestProxy } from '@tooling/vitest/test-proxy';
import { expect, test } from 'vitest';
import { isTwilioError } from '../errors.js';
import { createTestClient } from '../../test/test-client.js';
import { LOGIN } from '../../test/test-proxy-client.js';
import { findClosedPort, json, startServer } from '../../test/test-server.js';

const WRITES = 500;
const FAULTS: readonly ProxyFault[] = [407, 502, 'garbage', 'reset'];

/** Sends 500 writes while the proxy fails in every way. Returns how each ended, and how often the target received it. */
async function sendThroughFaults(sslType: 'NEVER' | 'TUNNEL', scheme: 'BASIC' | 'DIGEST') {
  const received = new Map<string, number>();
  const port = await findClosedPort();
  // Every seventh request or tunnel fails in turn, and the target answers a few requests by closing the connection.
  const fault = (number: number) => (number % 7 === 0 ? FAULTS[(number / 7) % FAULTS.length] : undefined);
  const options = { ...LOGIN, scheme, port, fault, nonceUses: 9 };
  let proxy: TestProxy = await startTestProxy(options);
  const target = await startServer((response, number, request) => {
    const id = /Write\/(\d+)/.exec(request.url ?? '')?.[1] ?? '';
    received.set(id, (received.get(id) ?? 0) + 1);
    if (number % 11 === 0) return response.socket?.destroy();
    // A new connection for every request makes every write pass the faults of the proxy.
    json({ id }, 200, { connection: 'close' })(response, number, request);
  });
  const { client } = createTestClient({
    baseUrl: target.baseUrl,
    proxy: { host: '127.0.0.1', port, sslType, authentication: { scheme, ...LOGIN } },
  });
  const outcomes = new Map<string, string>();
  const send = async (id: string) => {
    try {
      await client.request({ method: 'POST', path: `/2010-04-01/Write/${id}.json`, form: { Body: id } });
      outcomes.set(id, 'done');
    } catch (error) {
      outcomes.set(id, isTwilioError(error) ? error.code : String(error));
    }
  };
  for (let first = 0; first < WRITES; first += 20) {
    const batch = Array.from({ length: 20 }, (_, at) => send(String(first + at)));
    // Killed in the middle of three batches. The next one finds it dead, and the one after that alive.
    if ([100, 220, 340].includes(first)) {
      await proxy.arrival();
      proxy.close();
    }
    await Promise.all(batch);
    if ([120, 240, 360].includes(first)) proxy = await startTestProxy(options);
  }
  return { received, outcomes };
}

test.each([
  ['NEVER', 'BASIC'],
  ['NEVER', 'DIGEST'],
  ['TUNNEL', 'BASIC'],
  ['TUNNEL', 'DIGEST'],
] as const)(
  'of 500 writes through a proxy that fails in every way, none arrives twice and none is lost without a word (%s, %s)',
  async (sslType, scheme) => {
    const { received, outcomes } = await sendThroughFaults(sslType, scheme);
    const arrivals = { done: new Set<number>(), PROXY: new Set<number>(), OUTCOME_UNKNOWN: new Set<number>() };
    const counts: Record<string, number> = {};
    for (const [id, outcome] of outcomes) {
      counts[outcome] = (counts[outcome] ?? 0) + 1;
      arrivals[outcome as keyof typeof arrivals]?.add(received.get(id) ?? 0);
    }
    expect(outcomes.size).toBe(WRITES);
    expect(Object.keys(counts).toSorted()).toEqual(['OUTCOME_UNKNOWN', 'PROXY', 'done']);
    expect(counts['done']).toBeGreaterThan(WRITES / 2);
    // A definite failure never arrived, and an unknown one at most once.
    expect([...arrivals.done]).toEqual([1]);
    expect([...arrivals.PROXY]).toEqual([0]);
    expect(Math.max(...arrivals.OUTCOME_UNKNOWN)).toBe(1);
  },
);
