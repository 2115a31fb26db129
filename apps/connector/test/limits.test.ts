import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestBed, type TestBed } from './test-bed.js';

let bed: TestBed;
beforeAll(async () => {
  bed = await startTestBed({ CONNECTOR_MIN_NODES: '1' });
});
afterAll(() => bed.close());

describe('25 transactions a second for each node', () => {
  test('a burst beyond ten seconds of work is refused with the time to come back; the rest waits its turn', async () => {
    // One node: 25 start at once, 250 may wait ten seconds. Aborting those that wait keeps the test short.
    const controller = new AbortController();
    const burst = Array.from({ length: 300 }, () =>
      bed.call('/entityTypes/Recordings/entities?pageSize=1', { signal: controller.signal }).catch(() => undefined),
    );
    const settled: Awaited<(typeof burst)[number]>[] = [];
    for (const answer of burst) void answer.then((value) => settled.push(value));
    await expect
      .poll(() => settled.filter((answer) => answer?.status === 429).length, { timeout: 5000 })
      .toBeGreaterThan(10);
    await expect
      .poll(() => settled.filter((answer) => answer?.status === 200).length, { timeout: 5000 })
      .toBeGreaterThanOrEqual(25);
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

test('Twilio over its own limit: repeated, and answered in the end', async () => {
  // A connector of its own: requests of the burst above may still be under way.
  const own = await startTestBed();
  own.simulator.addFault({ kind: 'status', status: 429, count: 2 });
  const answer = await own.call('/entityTypes/Recordings/entities?pageSize=1');
  await own.close();
  expect(answer.status).toBe(200);
  expect(answer.headers.get('x-twilio-requests')).toBe('3');
  expect(answer.json.metadata.twilio.requests).toBe(3);
});
