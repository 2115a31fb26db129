import { afterAll, beforeAll, expect, test } from 'vitest';
import { json, startTestBed, type TestBed } from './test-bed.js';

let bed: TestBed;
beforeAll(async () => {
  bed = await startTestBed();
});
afterAll(() => bed.close());

test('a stopping server finishes in-flight calls, refuses new calls with 503 and then frees its port', async () => {
  expect((await bed.request('/healthz')).json).toEqual({ status: 'SERVING' });
  const held = bed.holdRequest('POST');
  const fields = { To: '+15550100001', Sender: '+15550100100', Body: 'in flight' };
  const inFlight = bed.call('/entityTypes/Messages/entities', json({ fields }));
  await held.arrived;

  const stopped = bed.connector.stop();
  const late = await bed.call('/entityTypes');
  expect(late.status).toBe(503);
  expect(late.json.error).toMatchObject({ status: 'UNAVAILABLE', details: [{ reason: 'STOPPING' }, {}] });
  expect((await bed.request('/healthz')).status).toBe(503);

  held.release();
  const answer = await inFlight;
  expect(answer.status).toBe(200);
  expect(bed.simulator.snapshot('Messages').filter(({ body }) => body === 'in flight')).toHaveLength(1);
  await stopped;
  await expect(bed.request('/healthz')).rejects.toThrow('fetch failed');
  // A second stop has no effect.
  await bed.connector.stop();
});
