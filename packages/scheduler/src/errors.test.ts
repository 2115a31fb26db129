import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  isSchedulerError,
  SchedulerDeadlineError,
  SchedulerDrainingError,
  SchedulerError,
  SchedulerOptionsError,
  SchedulerQueueFullError,
} from './errors.js';

test.each([
  ['SchedulerQueueFullError', 'QUEUE_FULL', 7, new SchedulerQueueFullError('m', 7)],
  ['SchedulerDeadlineError', 'DEADLINE_EXCEEDED', 8, new SchedulerDeadlineError('m', 8)],
  ['SchedulerDrainingError', 'DRAINING', undefined, new SchedulerDrainingError()],
  ['SchedulerOptionsError', 'INVALID_OPTIONS', undefined, new SchedulerOptionsError('m')],
])('a %s has the code %s and is recognized by isSchedulerError', (name, code, retryAfterMs, error) => {
  expect(error).toBeInstanceOf(SchedulerError);
  expect(isSchedulerError(error)).toBe(true);
  expect({ name: error.name, code: error.code, retryAfterMs: error.retryAfterMs }).toEqual({
    name,
    code,
    retryAfterMs,
  });
});

test.each([new Error('m'), { code: 'QUEUE_FULL' }, undefined, 'QUEUE_FULL'])(
  'isSchedulerError is false for %o',
  (value) => {
    expect(isSchedulerError(value)).toBe(false);
  },
);

test('isSchedulerError is true for an error from another copy of the package', () => {
  const foreign = Object.assign(new Error('m'), { [Symbol.for('@twilio-connector/scheduler/error')]: true });
  expect(isSchedulerError(foreign)).toBe(true);
});

test('the README has a row for every error', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const rows = [...readme.matchAll(/^\| `([A-Z_]+)` +\| `(\w+)`/gm)].map(([, code, name]) => `${name} ${code}`);
  const errors = [
    new SchedulerQueueFullError('', 0),
    new SchedulerDeadlineError('', 0),
    new SchedulerDrainingError(),
    new SchedulerOptionsError(''),
  ];
  expect(rows).toEqual(errors.map(({ name, code }) => `${name} ${code}`));
});
