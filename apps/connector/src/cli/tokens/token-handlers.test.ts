import { expect, test } from 'vitest';
import { toBindings, toTime } from './token-handlers.js';

const NOW = Date.parse('2026-11-25T12:00:00Z');

test.each([
  ['30d', '2026-12-25T12:00:00.000Z'],
  ['12h', '2026-11-26T00:00:00.000Z'],
  ['5m', '2026-11-25T12:05:00.000Z'],
  ['1w', '2026-12-02T12:00:00.000Z'],
  ['2030-01-31', '2030-01-31T00:00:00.000Z'],
  ['2030-01-31T08:00:00+02:00', '2030-01-31T06:00:00.000Z'],
])('--expires %s means %s', (text, time) => {
  expect(toTime(text, NOW)).toBe(time);
});

test.each(['', 'soon', '30', '30y', '-1d', '2030', '2030-13-01', '9999999d'])('--expires %j is rejected', (text) => {
  expect(() => toTime(text, NOW)).toThrow(
    '--expires must be a duration such as 30d or 12h, or a time such as 2030-01-31T00:00:00Z.',
  );
});

const PLACE = { project: 'p', location: 'local' };
const C = 'projects/p/locations/local/connections/c';

test.each([
  [[], [], []],
  [['connectors.viewer'], ['projects/q'], [['roles/connectors.viewer', 'projects/q']]],
  [
    ['roles/a', 'b'],
    ['c', 'projects/p'],
    [
      ['roles/a', C],
      ['roles/b', 'projects/p'],
    ],
  ],
  [
    ['a', 'b'],
    ['c'],
    [
      ['roles/a', C],
      ['roles/b', C],
    ],
  ],
])('--role %j with --on %j gives the matching bindings', (role, on, bindings) => {
  const found = toBindings({ role, on, ...PLACE }).map((binding) => [binding.role, binding.resource]);
  expect(found).toEqual(bindings);
});

test.each([
  [['a'], []],
  [[], ['c']],
  [['a'], ['c', 'd']],
  [
    ['a', 'b', 'd'],
    ['c', 'd'],
  ],
])('--role %j with --on %j is rejected', (role, on) => {
  expect(() => toBindings({ role, on, ...PLACE })).toThrow(
    'Give one --on for each --role, in the same order, or a single --on for all roles.',
  );
});
