import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { forEach } from './for-each.js';
import { json, startTestBed, type TestAnswer, type TestBed } from './test-bed.js';

const WRITES = 600;
const AT_ONCE = 20;

let bed: TestBed;
beforeAll(async () => {
  bed = await startTestBed({ CONNECTOR_MIN_NODES: '100', SIMULATOR_ROWS: '800' });
});
afterAll(() => bed.close());

const reasonOf = (answer: TestAnswer): string => answer.json.error?.details?.[0]?.reason ?? 'OK';
const tally = (words: readonly string[]) =>
  Object.fromEntries([...new Set(words)].map((word) => [word, words.filter((other) => other === word).length]));

describe('writes under faults', () => {
  test(`${WRITES} messages under every fault are sent at most once, and each answer matches what Twilio stored`, async () => {
    const faults = [
      { kind: 'dropAfterProcessing', probability: 0.08 },
      { kind: 'truncate', probability: 0.06 },
      { kind: 'reset', probability: 0.06 },
      { kind: 'status', status: 500, probability: 0.05 },
      { kind: 'status', status: 503, probability: 0.05 },
      { kind: 'status', status: 429, probability: 0.08 },
      { kind: 'status', status: 400, probability: 0.03 },
      { kind: 'slow', ms: 20, probability: 0.05 },
    ] as const;
    faults.forEach((fault, index) =>
      bed.simulator.addFault({ ...fault, method: 'POST', path: '/Messages.json', seed: 100 + index }),
    );

    const answers = await forEach({ count: WRITES, atOnce: AT_ONCE }, (index) => {
      const fields = { To: '+15550100001', Sender: '+15550100100', Body: `write ${index}.` };
      return bed.call('/entityTypes/Messages/entities', json({ fields }));
    });
    bed.simulator.clearFaults();

    const stored = bed.simulator
      .snapshot('Messages')
      .map(({ body }) => String(body))
      .filter((body) => body.startsWith('write '));
    const times = (index: number) => stored.filter((body) => body === `write ${index}.`).length;
    answers.forEach((answer, index) => {
      const reason = reasonOf(answer);
      // An answered write is stored once, an unknown one at most once, and any other failed write is not stored.
      if (answer.status === 200) expect(times(index), `write ${index}`).toBe(1);
      else if (reason === 'OUTCOME_UNKNOWN') expect(times(index), `write ${index}`).toBeLessThanOrEqual(1);
      else expect(times(index), `write ${index}: ${reason}`).toBe(0);
      if (reason === 'OUTCOME_UNKNOWN') {
        expect(answer.status).toBe(500);
        expect(answer.json.error.status).toBe('UNKNOWN');
      }
    });
    expect(new Set(stored).size).toBe(stored.length);

    // Proof that every kind of fault occurred.
    const reasons = tally(answers.map(reasonOf));
    expect(reasons.OK).toBeGreaterThan(WRITES / 2);
    expect(reasons.OUTCOME_UNKNOWN).toBeGreaterThan(WRITES / 10);
    expect(reasons.TWILIO_20001).toBeGreaterThan(0);
    const unknown = answers.flatMap((answer, index) => (reasonOf(answer) === 'OUTCOME_UNKNOWN' ? [times(index)] : []));
    expect(tally(unknown.map(String))).toEqual({ 0: expect.any(Number), 1: expect.any(Number) });

    // Only requests that Twilio answered with 429 were sent again.
    const posts = bed.simulator.journal.requests().filter(({ method }) => method === 'POST');
    const refused = posts.filter(({ status }) => status === 429).length;
    expect(refused).toBeGreaterThan(0);
    expect(posts.length).toBe(WRITES + refused);
  });

  test('200 deletes under faults are answered, and every confirmed delete removed its entity', async () => {
    const sids = bed.simulator
      .snapshot('Recordings')
      .slice(0, 200)
      .map(({ sid }) => sid);
    expect(sids).toHaveLength(200);
    bed.simulator.addFault({ kind: 'dropAfterProcessing', method: 'DELETE', probability: 0.2, seed: 7 });
    bed.simulator.addFault({ kind: 'status', status: 503, method: 'DELETE', probability: 0.1, seed: 8 });
    const answers = await forEach({ count: sids.length, atOnce: AT_ONCE }, (index) =>
      bed.call(`/entityTypes/Recordings/entities/${sids[index]}`, { method: 'DELETE' }),
    );
    bed.simulator.clearFaults();
    const left = new Set(bed.simulator.snapshot('Recordings').map(({ sid }) => sid));
    answers.forEach(({ status, text }, index) => {
      if (status !== 200) return;
      expect(text).toBe('{}\n');
      expect(left.has(sids[index] ?? '')).toBe(false);
    });
    // With five attempts each, all but a few in ten thousand succeed.
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(195);
    const gone = sids[answers.findIndex(({ status }) => status === 200)];
    const again = await bed.call(`/entityTypes/Recordings/entities/${gone}`, { method: 'DELETE' });
    expect(again.status).toBe(404);
  });

  test('a list whose response breaks off is retried or fails, but never returns a partial page', async () => {
    bed.simulator.addFault({ kind: 'truncate', method: 'GET', probability: 0.3, seed: 9 });
    bed.simulator.addFault({ kind: 'reset', method: 'GET', probability: 0.2, seed: 10 });
    const answers = await forEach({ count: 60, atOnce: AT_ONCE }, () =>
      bed.call('/entityTypes/Calls/entities?pageSize=50'),
    );
    bed.simulator.clearFaults();
    const whole = answers.filter(({ status }) => status === 200);
    expect(whole.length).toBeGreaterThan(50);
    for (const { json: body, headers } of whole) {
      expect(body.entities).toHaveLength(50);
      expect(Number(headers.get('x-twilio-requests'))).toBeGreaterThanOrEqual(1);
    }
    expect(Math.max(...whole.map(({ headers }) => Number(headers.get('x-twilio-requests'))))).toBeGreaterThan(1);
  });
});
