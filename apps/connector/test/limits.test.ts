import { expect, onTestFinished, test } from 'vitest';
import { createNodeClock } from './node-clock.js';
import { ADMINISTRATOR_TOKEN, type BedAnswer, FIRST, startServerBed } from './server-bed.js';
import { startTestBed } from './test-bed.js';

const PER_SECOND = 25;
/** A call that would wait longer than ten seconds is refused, and a period is a little longer than a second. */
const PERIODS_IN_QUEUE = 9;
const TOO_MANY = 25;

test('one node serves 25 calls of a burst per second, queues what it can serve within ten seconds, and refuses the rest with a retry delay', async () => {
  const clock = createNodeClock();
  const bed = await startServerBed({}, { nodeClock: clock });
  onTestFinished(() => bed.close());
  const token = ADMINISTRATOR_TOKEN;
  const nodeConfig = { minNodeCount: 1, maxNodeCount: 1 };
  await bed.call(`/v1/${FIRST}?updateMask=nodeConfig`, { method: 'PATCH', token, body: { nodeConfig } });
  // The check of the change no longer counts.
  clock.advance(1005);
  const answers: BedAnswer[] = [];
  const countOf = (wanted: number) => answers.filter(({ status }) => status === wanted).length;
  const path = `/v2/${FIRST}/entityTypes/Recordings/entities?pageSize=1`;
  const burst = Array.from({ length: PER_SECOND * (1 + PERIODS_IN_QUEUE) + TOO_MANY }, async () =>
    answers.push(await bed.call(path, { token })),
  );
  const until = async (holds: () => boolean) => {
    while (!holds()) await new Promise((resolve) => setImmediate(resolve));
  };
  await until(() => countOf(200) === PER_SECOND && countOf(429) === TOO_MANY);
  const refused = answers.find(({ status }) => status === 429);
  expect(refused?.json.error).toMatchObject({ status: 'RESOURCE_EXHAUSTED' });
  expect(refused?.json.error.details).toContainEqual({
    '@type': 'type.googleapis.com/google.rpc.RetryInfo',
    retryDelay: expect.stringMatching(/^\d+(?:\.\d+)?s$/),
  });
  expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
  for (let period = 1; period <= PERIODS_IN_QUEUE; period += 1) {
    clock.advance(1005);
    await until(() => countOf(200) >= PER_SECOND * (period + 1));
    expect(countOf(200)).toBe(PER_SECOND * (period + 1));
  }
  await Promise.all(burst);
  const metrics = await bed.call('/metrics');
  expect(metrics.text).toMatch(/twilio_connector_refused_total 25\n/);
  expect(metrics.text).toMatch(/twilio_connector_throttled_total 225\n/);
}, 120_000);

test('a request that Twilio answers with 429 is retried until it succeeds', async () => {
  const own = await startTestBed();
  own.simulator.addFault({ kind: 'status', status: 429, count: 2 });
  const answer = await own.call('/entityTypes/Recordings/entities?pageSize=1');
  await own.close();
  expect(answer.status).toBe(200);
  expect(answer.headers.get('x-twilio-requests')).toBe('3');
  expect(answer.json.metadata.twilio.requests).toBe(3);
});
