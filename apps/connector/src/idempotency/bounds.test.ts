import { expect, test, vi } from 'vitest';
import { countTurns } from '../../test/count-turns.js';
import { key } from '../../test/contracts/store-bed.js';
import { CALL, openIdempotency, SEAL } from '../../test/idempotency-bed.js';
import { createKeyRecords } from './key-records.js';
import { MAX_RESULT_BYTES, sha256 } from './kept-result.js';

const DAY = 24 * 3_600_000;
/** A result of so many bytes as JSON. */
const resultOf = (bytes: number) => 'x'.repeat(bytes - 2);

test('a result of 256 KiB is recorded, and repeated', async () => {
  const { idempotency } = await openIdempotency();
  const value = resultOf(MAX_RESULT_BYTES);
  expect(MAX_RESULT_BYTES).toBe(262_144);
  await idempotency.once(CALL, async () => ({ value, effect: 'done' }));
  expect(await idempotency.once(CALL, () => expect.fail('repeated'))).toEqual({ value, isRepeated: true });
});

test.each([
  ['one byte more than 256 KiB', resultOf(MAX_RESULT_BYTES + 1)],
  ['4 MiB', resultOf(4 * 1024 * 1024)],
  ['fewer characters than 256 KiB but more bytes', '€'.repeat(100_000)],
])('of a result with %s only the digest is recorded, and the call is not carried out again', async (_, value) => {
  const { idempotency, rows } = await openIdempotency();
  const carryOut = vi.fn(async () => ({ value, effect: 'done' as const }));
  expect(await idempotency.once(CALL, carryOut)).toEqual({ value, isRepeated: false });
  expect(JSON.stringify(await rows()).length).toBeLessThan(2000);
  for (let repeat = 0; repeat < 2; repeat += 1) {
    await expect(idempotency.once(CALL, carryOut)).rejects.toMatchObject({
      code: 'ALREADY_EXISTS',
      reason: 'ANSWER_NOT_KEPT',
      message: expect.stringMatching(/was carried out, and nothing was sent again/),
    });
  }
  await expect(idempotency.once(CALL, carryOut)).rejects.toThrow(sha256(JSON.stringify(value)));
  expect(carryOut).toHaveBeenCalledOnce();
});

test('a large result is recorded in steps, between which the event loop turns', async () => {
  const { idempotency } = await openIdempotency();
  const value = Array.from({ length: 4096 }, () => 'x'.repeat(1021));
  const turns = await countTurns(() => idempotency.once(CALL, async () => ({ value, effect: 'done' })));
  expect(turns).toBeGreaterThanOrEqual(16);
});

test('a failure that is too large to record leaves the outcome of the call unknown, since it was perhaps not carried out', async () => {
  const { idempotency, rows } = await openIdempotency();
  const carryOut = vi.fn(async () => ({ value: resultOf(MAX_RESULT_BYTES + 1), effect: 'unsure' as const }));
  await idempotency.once(CALL, carryOut);
  await expect(idempotency.once(CALL, carryOut)).rejects.toMatchObject({ reason: 'OUTCOME_UNKNOWN' });
  expect(carryOut).toHaveBeenCalledOnce();
  expect(await rows()).toMatchObject([{ answer: null, answer_digest: null }]);
});

test('a key of another request is refused even if the result of its call was too large to record', async () => {
  const { idempotency } = await openIdempotency();
  await idempotency.once(CALL, async () => ({ value: resultOf(MAX_RESULT_BYTES + 1), effect: 'done' }));
  const other = idempotency.once({ ...CALL, request: ['other'] }, () => expect.fail('carried out'));
  await expect(other).rejects.toMatchObject({ reason: 'IDEMPOTENCY_KEY_REUSED' });
});

test('a purge deletes expired keys in batches of at most 200 and 256 KiB, and keeps the others', async () => {
  const { store, clock } = await openIdempotency();
  const records = createKeyRecords(store, SEAL, () => clock.now);
  const expired = new Date(clock.now).toISOString();
  await records.claim(CALL, 'f');
  await store
    .insertInto('idempotency')
    .values(Array.from({ length: 410 }, (_, index) => key(`k-${index}`, expired)))
    .execute();
  for (let index = 0; index < 3; index += 1) {
    await records.conclude({ caller: 'token:a', key: `k-${index}` }, resultOf(60_000), true);
  }
  clock.now += DAY;
  await records.claim({ caller: 'token:a', key: 'young' }, 'f');
  const left = async () =>
    (
      await store
        .selectFrom('idempotency')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow()
    ).n;
  const counts = [await left()];
  await records.purge({ now: clock.now + 1, pause: async () => void counts.push(await left()) });
  // The double seals 60,000 bytes into 120,000, so that two of the three large results fit into a batch.
  expect(counts.map((count, index) => (counts[index - 1] ?? count) - count)).toEqual([0, 3, 200, 200]);
  expect(await left()).toBe(1);
});

test('a key that is claimed again while a purge deletes expired keys stays claimed', async () => {
  const { other, store, clock, rows, hold } = await openIdempotency();
  await other.once(CALL, async () => ({ value: 1, effect: 'done' }));
  clock.now += DAY + 1;
  const release = hold('SelectQueryNode');
  const purging = createKeyRecords(store, SEAL, () => clock.now).purge({ now: clock.now });
  const carryOut = vi.fn(async () => ({ value: 2, effect: 'done' as const }));
  // The purge has found the expired key, but not deleted it yet.
  await other.once(CALL, carryOut);
  release();
  expect(await purging).toBe(0);
  expect(await rows()).toHaveLength(1);
  expect(await other.once(CALL, carryOut)).toEqual({ value: 2, isRepeated: true });
  expect(carryOut).toHaveBeenCalledOnce();
});
