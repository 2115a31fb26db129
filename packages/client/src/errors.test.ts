import { readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { expect, test, vi } from 'vitest';
import {
  isTwilioError,
  TwilioApiError,
  TwilioConnectionError,
  type TwilioError,
  TwilioOutcomeUnknownError,
  TwilioRequestError,
  TwilioResponseError,
  TwilioTimeoutError,
} from './errors.js';

const ERRORS: TwilioError[] = [
  new TwilioApiError('m', { status: 400, attempts: 2 }),
  new TwilioConnectionError('m', 2),
  new TwilioTimeoutError('m', 2),
  new TwilioResponseError('m', 200, 2),
  new TwilioOutcomeUnknownError('m', 2),
  new TwilioRequestError('m', 2),
];

test.each(ERRORS.map((error) => [error.name, error] as const))(
  'a %s has a name, a code and a number of attempts',
  (name, error) => {
    expect(error.constructor.name).toBe(name);
    expect(String(error)).toBe(`${name}: m`);
    expect(error.attempts).toBe(2);
    expect('cause' in error).toBe(false);
    expect(Object.keys(error)).toEqual(expect.arrayContaining(['name', 'code', 'attempts']));
    expect(isTwilioError(error)).toBe(true);
  },
);

test('no two error classes share a code', () => {
  expect(new Set(ERRORS.map(({ code }) => code)).size).toBe(ERRORS.length);
});

test('an error keeps its cause', () => {
  const cause = new Error('why');
  expect(new TwilioConnectionError('m', 1, cause).cause).toBe(cause);
});

test('a TwilioApiError has a property for each detail in the response, and no others', () => {
  const error = new TwilioApiError('m', { status: 404, attempts: 1, twilioCode: 20404 });
  expect(Object.fromEntries(Object.entries(error))).toEqual({
    name: 'TwilioApiError',
    code: 'API_ERROR',
    status: 404,
    attempts: 1,
    twilioCode: 20404,
  });
});

test('isTwilioError is false for values that are not errors of this package', () => {
  for (const other of [new Error('m'), { name: 'TwilioApiError', code: 'API_ERROR' }, null, undefined, 'text']) {
    expect(isTwilioError(other)).toBe(false);
  }
});

test('isTwilioError is true for an error from another copy of the package', async () => {
  vi.resetModules();
  const copy = await import('./errors.js');
  const foreign = new copy.TwilioTimeoutError('m', 1);
  expect(foreign instanceof TwilioTimeoutError).toBe(false);
  expect(isTwilioError(foreign)).toBe(true);
});

test('a printed error does not show its marker symbol', () => {
  for (const error of ERRORS) expect(inspect(error)).not.toContain('Symbol(');
});

test('the README mentions every error class and code', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  for (const { name, code } of ERRORS) {
    expect(readme).toContain(`\`${name}\``);
    expect(readme).toContain(`\`${code}\``);
  }
});
