import { expect, test } from 'vitest';
import { ApiError } from '../api/api-error.ts';
import { mistakeIn, placeOf } from './mistake.ts';

const errorOf = (message: string, metadata: Readonly<Record<string, string>> = {}) =>
  new ApiError(400, { error: { message, details: [{ '@type': 'ErrorInfo', reason: 'INVALID_QUERY', metadata }] } });

test.each([
  ['select *\nfrom nothing n', 'relation "nothing" does not exist', '15', 'nothing', 'line 2, column 6'],
  ["select '😀', nothing", 'syntax error', '13', 'nothing', 'line 1, column 14'],
  ['select "a b" from c', 'x', '8', '"a b"', 'line 1, column 8'],
  ['select sid, statuss from m', 'column "statuss" does not exist (42703).', undefined, 'statuss', 'line 1, column 13'],
  ['select m.statuss from m', 'column m.statuss does not exist', undefined, 'm.statuss', 'line 1, column 8'],
  ['select', 'syntax error at end of input', '7', '', 'line 1, column 7'],
])('the mistake in %j (%s) is found', (sql, message, position, word, place) => {
  const mistake = mistakeIn(sql, errorOf(message, position === undefined ? {} : { position }));
  expect(mistake && [sql.slice(mistake.from, mistake.to), placeOf(sql, mistake)]).toEqual([word, place]);
});

test.each([
  ['select a, a from m', errorOf('column "a" does not exist')],
  ['select 1/0', errorOf('division by zero')],
  ['select 1', new Error('The server did not answer.')],
  ['select 1', null],
])('no place is claimed in %j if it is not certain', (sql, error) => {
  expect(mistakeIn(sql, error)).toBeUndefined();
});
