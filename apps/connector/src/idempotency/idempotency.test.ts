import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CALL, SEAL } from '../../test/idempotency-bed.js';
import { openStore } from '../store/sqlite/open-store.js';
import type { Store } from '../store/store.js';
import { createIdempotency } from './idempotency.js';
import { createKeyRecords } from './key-records.js';

const DONE = { value: { fields: { Sid: 'SM1' } }, effect: 'done' } as const;

let folder: string;
let store: Store;
let time = 0;
beforeEach(async () => {
  time = Date.parse('2026-11-25T00:00:00Z');
  folder = mkdtempSync(join(tmpdir(), 'twilio-connector-idempotency-'));
  store = await openStore(folder);
});
afterEach(async () => {
  await store.destroy();
  rmSync(folder, { recursive: true, force: true });
});

function open() {
  const errors: unknown[] = [];
  const idempotency = createIdempotency({ store, seal: SEAL, onError: (error) => errors.push(error), now: () => time });
  let times = 0;
  const once = (call = CALL, answer: object = DONE) =>
    idempotency.once(call, async () => {
      times += 1;
      return answer as typeof DONE;
    });
  return { idempotency, once, times: () => times, errors };
}

test('a repeated call returns the recorded result and is carried out once', async () => {
  const { once, times } = open();
  expect(await once()).toEqual({ value: DONE.value, isRepeated: false });
  expect(await once()).toEqual({ value: DONE.value, isRepeated: true });
  expect(times()).toBe(1);
  // Another process, later.
  expect(await open().once()).toMatchObject({ isRepeated: true });
});

test('simultaneous calls with one key wait for the first and share its result', async () => {
  const { once, times } = open();
  const answers = await Promise.all(Array.from({ length: 20 }, () => once()));
  expect(times()).toBe(1);
  expect(answers.filter(({ isRepeated }) => isRepeated)).toHaveLength(19);
  expect(new Set(answers.map(({ value }) => JSON.stringify(value))).size).toBe(1);
});

test('a key of another request is refused, and callers do not share keys', async () => {
  const { once, times } = open();
  await once();
  await expect(once({ ...CALL, request: ['POST', '/v2/y'] })).rejects.toMatchObject({
    code: 'ABORTED',
    reason: 'IDEMPOTENCY_KEY_REUSED',
    message: expect.stringContaining('Use a new key.'),
  });
  await once({ ...CALL, caller: 'token:other' });
  expect(times()).toBe(2);
});

test('a call that did nothing can be tried again with the same key', async () => {
  const { once, times } = open();
  const refused = { value: { refused: true }, effect: 'none' } as const;
  expect(await once(CALL, refused)).toEqual({ value: refused.value, isRepeated: false });
  expect(await once()).toEqual({ value: DONE.value, isRepeated: false });
  expect(times()).toBe(2);
});

test('a call that was interrupted by the end of its process is never carried out again, and its outcome is unknown', async () => {
  const first = open();
  void first.idempotency.once(CALL, () => new Promise<never>(() => {}));
  await expect.poll(() => store.selectFrom('idempotency').selectAll().execute()).toHaveLength(1);
  const second = open();
  await expect(second.once()).rejects.toMatchObject({
    code: 'UNKNOWN',
    reason: 'OUTCOME_UNKNOWN',
    message: expect.stringMatching(/may or may not have been carried out\. Check its effect/),
  });
  expect(second.times()).toBe(0);
});

test('of several processes that claim one key at the same moment, exactly one carries the call out', async () => {
  const processes = Array.from({ length: 5 }, () => open());
  const results = await Promise.allSettled(processes.map(({ once }) => once()));
  expect(processes.map(({ times }) => times()).reduce((a, b) => a + b)).toBe(1);
  for (const result of results) {
    if (result.status === 'fulfilled') expect(result.value.value).toEqual(DONE.value);
    // The others cannot tell a call in flight elsewhere from one that was cut off, so they do not repeat it.
    else expect(result.reason).toMatchObject({ code: 'UNKNOWN', reason: 'OUTCOME_UNKNOWN' });
  }
});

test('a claim fails while the key is taken, and replaces an expired record', async () => {
  const records = createKeyRecords(store, SEAL, () => time);
  const key = { caller: 'token:ci', key: 'k' };
  expect(await records.claim(key, 'first')).toBe(true);
  expect(await records.claim(key, 'second')).toBe(false);
  expect(await records.find(key)).toEqual({ fingerprint: 'first', result: undefined });
  time += 24 * 3_600_000 + 1;
  expect(await records.claim(key, 'third')).toBe(true);
  expect(await records.find(key)).toEqual({ fingerprint: 'third', result: undefined });
});

test('forgetting a key keeps the same key of another caller and the other keys of its caller', async () => {
  const records = createKeyRecords(store, SEAL, () => time);
  const forgotten = { caller: 'token:a', key: 'k' };
  const kept = [
    { caller: 'token:b', key: 'k' },
    { caller: 'token:a', key: 'l' },
  ];
  for (const key of [forgotten, ...kept]) await records.claim(key, JSON.stringify(key));
  await records.forget(forgotten);
  expect(await records.find(forgotten)).toBeUndefined();
  for (const key of kept) expect(await records.find(key)).toMatchObject({ fingerprint: JSON.stringify(key) });
});

test('each of the keys of a caller has the result of its own call', async () => {
  const { idempotency } = open();
  const once = (key: string) =>
    idempotency.once({ ...CALL, key }, async () => ({ value: `result of ${key}`, effect: 'done' }));
  await Promise.all([once('k-1'), once('k-2')]);
  expect(await once('k-2')).toEqual({ value: 'result of k-2', isRepeated: true });
  expect(await once('k-1')).toEqual({ value: 'result of k-1', isRepeated: true });
});

test.each([
  { caller: 'token:b', key: 'k' },
  { caller: 'token:a', key: 'l' },
])('a stored result cannot be read as that of %j, even by moving it there in the database', async (other) => {
  const records = createKeyRecords(store, SEAL, () => time);
  const key = { caller: 'token:a', key: 'k' };
  await records.claim(key, 'f');
  await records.conclude(key, 'a result', true);
  expect(await records.find(key)).toEqual({ fingerprint: 'f', result: { value: 'a result' } });
  await store.updateTable('idempotency').set(other).execute();
  await expect(records.find(other)).rejects.toThrow('It was not sealed for');
});

test('a key is kept for 24 hours', async () => {
  const { once, times, idempotency } = open();
  await once();
  time += 24 * 3_600_000;
  await once();
  expect(times()).toBe(1);
  time += 1;
  await once();
  expect(times()).toBe(2);
  time += 25 * 3_600_000;
  await idempotency.purge({ now: time });
  expect(await store.selectFrom('idempotency').selectAll().execute()).toEqual([]);
});

test('a result that cannot be recorded is still returned, and a repeated call then has an unknown outcome', async () => {
  const { errors, idempotency, once } = open();
  const big = { value: { n: 1n }, effect: 'done' } as const;
  expect(await idempotency.once(CALL, async () => big)).toEqual({ value: big.value, isRepeated: false });
  expect(errors).toHaveLength(1);
  await expect(once()).rejects.toMatchObject({ reason: 'OUTCOME_UNKNOWN' });
});

test.each(['', ' ', 'a b', 'ü', 'x'.repeat(256)])('the key %j is refused as malformed', async (key) => {
  await expect(open().once({ ...CALL, key })).rejects.toMatchObject({
    code: 'INVALID_ARGUMENT',
    reason: 'INVALID_IDEMPOTENCY_KEY',
    message: expect.stringContaining('must be 1 to 255 visible ASCII characters'),
  });
});
