import { expect, test } from 'vitest';
import { compareValue } from './compare.js';
import { toGoogleEntry } from './google-entry.js';
import { readLogFilter } from './log-filter.js';

const ENTRY = {
  id: 'f'.repeat(24),
  timeMs: 0,
  receiveTime: '1970-01-01T00:00:00.000Z',
  connection: 'projects/p/locations/l/connections/c',
  severity: 'DEBUG',
} as const;
const OF_NO_CALL = toGoogleEntry({ ...ENTRY, payload: { message: 'Connected', durationMs: 7 } });
const OF_A_CALL = toGoogleEntry({ ...ENTRY, callId: 'a'.repeat(32), place: 'first', payload: { message: 'GET' } });

const answersOf = (filter: string) => [OF_NO_CALL, OF_A_CALL].map((entry) => readLogFilter(filter).matches?.(entry));

// https://cloud.google.com/logging/docs/view/logging-query-language#missing-fields
test.each([
  ['jsonPayload.durationMs = 7', [true, false]],
  ['jsonPayload.durationMs != 8', [true, false]],
  ['NOT jsonPayload.durationMs = 8', [true, true]],
  ['labels.call_id != x', [false, true]],
  ['NOT labels.call_id = x', [true, true]],
  ['jsonPayload.thud != x', [false, false]],
])('an entry without a field of its own matches NOT, but no comparison: %s', (filter, answers) => {
  expect(answersOf(filter)).toEqual(answers);
});

test.each([
  ['operation.id != x', [true, true]],
  ['operation.id = ""', [true, false]],
  ['operation.first = false', [true, false]],
  ['operation.last != true', [true, true]],
  ['operation.first > false', [false, true]],
  ['operation.id : *', [false, true]],
])('a field of operations has its default value in an entry without one, but does not exist: %s', (filter, answers) => {
  expect(answersOf(filter)).toEqual(answers);
});

test('a list matches if one of its values does, also with !=', () => {
  expect([['a', 'b'], ['a'], []].map((list) => compareValue(list, '!=', 'A'))).toEqual([true, false, false]);
});

test('a text that is not a number or a Boolean fails every comparison with one', () => {
  expect(
    [7, true].flatMap((left) => (['=', '!=', '<'] as const).map((operator) => compareValue(left, operator, 'x'))),
  ).toEqual(Array(6).fill(false));
});
