import { expect, test } from 'vitest';
import { conditionToText } from './read-condition.ts';

test('a condition that Twilio filters by reads as in SQL', () => {
  const status = { column: 'status', operator: 'IN', values: ['a', 'b', 'c', 'd', 'e'] };
  const sent = { column: 'date_sent', operator: '>=', value: '2026-11-30' };
  expect(conditionToText({ and: [sent, { or: [status, { column: 'n', operator: '=', value: 3 }] }] })).toBe(
    "date_sent >= '2026-11-30' AND (status IN ('a', 'b', 'c', … 2 more) OR n = 3)",
  );
});
