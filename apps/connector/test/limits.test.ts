import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestBed, type TestBed } from './test-bed.js';

const BURST = 1000;

let bed: TestBed;
beforeAll(async () => {
  bed = await startTestBed({ CONNECTOR_MIN_NODES: '1' });
});
afterAll(() => bed.close());

describe('rate limit of a node', () => {
  test('one node serves 25 calls of a burst per second, queues ten seconds of work and refuses the rest with a retry delay', async () => {
    // 25 calls start immediately and 250 can wait. While the burst arrives, another 25 calls per second are served, so the burst
    // is large enough that most of it is refused even if it arrives slowly. Aborting the queued calls keeps the test short.
    const controller = new AbortController();
    const burst = Array.from({ length: BURST }, () =>
      bed.call('/entityTypes/Recordings/entities?pageSize=1', { signal: controller.signal }).catch(() => undefined),
    );
    const settled: Awaited<(typeof burst)[number]>[] = [];
    for (const answer of burst) void answer.then((value) => settled.push(value));
    const countOf = (status: number) => settled.filter((answer) => answer?.status === status).length;
    await expect.poll(() => countOf(429)).toBeGreaterThan(10);
    await expect.poll(() => countOf(200)).toBeGreaterThanOrEqual(25);
    controller.abort();
    const refused = settled.find((answer) => answer?.status === 429);
    expect(refused?.json.error).toMatchObject({ status: 'RESOURCE_EXHAUSTED' });
    expect(refused?.json.error.details).toContainEqual({
      '@type': 'type.googleapis.com/google.rpc.RetryInfo',
      retryDelay: expect.stringMatching(/^\d+(?:\.\d+)?s$/),
    });
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
    await Promise.all(burst);
    const metrics = await bed.request('/metrics');
    expect(metrics.text).toMatch(/twilio_connector_refused_total [1-9]/);
    expect(metrics.text).toMatch(/twilio_connector_throttled_total [1-9]/);
  });
});

test('a request that Twilio answers with 429 is retried until it succeeds', async () => {
  // The other connector may still have requests of the burst in flight.
  const own = await startTestBed();
  own.simulator.addFault({ kind: 'status', status: 429, count: 2 });
  const answer = await own.call('/entityTypes/Recordings/entities?pageSize=1');
  await own.close();
  expect(answer.status).toBe(200);
  expect(answer.headers.get('x-twilio-requests')).toBe('3');
  expect(answer.json.metadata.twilio.requests).toBe(3);
});
