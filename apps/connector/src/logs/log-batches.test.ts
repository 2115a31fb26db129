import { expect, test } from 'vitest';
import { idAt } from '../store/time-ids.js';
import { entriesOf, type IdentifiedEntry, toBatches } from './log-batches.js';

const START_MS = Date.parse('2026-11-30T12:00:00Z');
const OPTIONS = { receiveTime: '2026-11-30T13:00:00.000Z', maxEntries: 100_000 };

const entryAt = (ms: number, change: Partial<IdentifiedEntry> = {}): IdentifiedEntry => ({
  id: idAt(START_MS + ms).padEnd(24, '0'),
  timeMs: START_MS + ms,
  connection: 'c',
  severity: 'INFO',
  payload: { message: 'A call succeeded' },
  ...change,
});
const sizes = (entries: readonly IdentifiedEntry[], options = OPTIONS) =>
  toBatches(entries, options).map((batch) => batch.entries);

test('a batch has the entries that went into it, in the order of their ids', () => {
  const failed = entryAt(2, {
    severity: 'ERROR',
    callId: 'a',
    place: 'only',
    payload: { message: '😀', durationMs: 3 },
  });
  const [batch, ...others] = toBatches([failed, entryAt(1)], OPTIONS);
  expect(others).toEqual([]);
  expect(batch).toMatchObject({ id: entryAt(1).id, last_id: failed.id, connection: 'c', severity: 500, entries: 2 });
  const { receiveTime } = OPTIONS;
  expect(batch && entriesOf(batch)).toEqual([
    { ...entryAt(1), receiveTime },
    { ...failed, receiveTime },
  ]);
});

test('a batch has at most 200 entries, and a tenth of those that a log may keep', () => {
  const entries = Array.from({ length: 450 }, (_, index) => entryAt(index));
  expect(sizes(entries)).toEqual([200, 200, 50]);
  expect(sizes(entries, { ...OPTIONS, maxEntries: 1500 })).toEqual([150, 150, 150]);
});

test('a batch lasts less than a minute', () => {
  expect(sizes([0, 59_999, 60_000, 119_999, 180_000].map((ms) => entryAt(ms)))).toEqual([2, 2, 1]);
});

test('large entries are in several batches, and one that is larger than a batch in its own', () => {
  const large = (length: number, ms: number) => entryAt(ms, { payload: { message: 'x'.repeat(length) } });
  expect(sizes([large(30_000, 1), large(30_000, 2), large(30_000, 3), large(100_000, 4), entryAt(5)])).toEqual([
    2, 1, 1, 1,
  ]);
});

test('no entries make no batch', () => {
  expect(toBatches([], OPTIONS)).toEqual([]);
});
