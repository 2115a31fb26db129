import { expect, test } from 'vitest';
import { createJournal } from './journal.js';

const entry = (status: number) => ({ method: 'GET', path: '/', status });

test('the journal keeps the last 10,000 requests, newest last, and counts all of them', () => {
  const journal = createJournal();
  for (let number = 1; number <= 25_000; number++) journal.record(entry(number));
  expect(journal.count).toBe(25_000);
  const statuses = journal.requests().map(({ status }) => status);
  expect([statuses.length, statuses[0], statuses.at(-1)]).toEqual([10_000, 15_001, 25_000]);
});

test('clearing the journal removes its entries and resets its count', () => {
  const journal = createJournal();
  journal.record(entry(200));
  const before = journal.requests();
  journal.clear();
  expect([journal.count, journal.requests()]).toEqual([0, []]);
  expect(before).toHaveLength(1);
  journal.record(entry(404));
  expect([journal.count, journal.requests()]).toEqual([1, [entry(404)]]);
});
