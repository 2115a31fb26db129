import { expect, test } from 'vitest';
import { errorToText } from './error-text.js';
import { ServerError, toServerError } from './connector/server-error.js';

const answered = (message: string, reason: string, violations: readonly (readonly [string, string])[] = []) =>
  toServerError(
    {
      message,
      details: [{ reason }, { fieldViolations: violations.map(([field, description]) => ({ field, description })) }],
    },
    'FALLBACK',
  );

test.each([
  ['an error of ours', new Error('No.'), 'No.'],
  ['no error', 'No.', 'No.'],
  ['no answer', new ServerError('No connector answers.', 'ECONNREFUSED'), 'No connector answers.'],
  ['a reason', answered('There is none.', 'UNKNOWN_CONNECTION'), 'There is none. (UNKNOWN_CONNECTION)'],
  ['an answer without a reason', toServerError({ message: 'No.' }, '404'), 'No.'],
  [
    'one thing that is wrong',
    answered('The parameter from must be a time.', 'INVALID_PARAMETER', [['from', 'must be a time']]),
    'The parameter from must be a time. (INVALID_PARAMETER)',
  ],
  [
    'several, whose sentences name the field',
    answered('The connection is not valid: a is wrong. b is, too.', 'INVALID_CONNECTION', [
      ['a', 'a is wrong.'],
      ['b', 'b is, too.'],
    ]),
    'The connection is not valid (INVALID_CONNECTION):\n  a is wrong.\n  b is, too.',
  ],
  [
    'several, whose sentences do not',
    answered('The token cannot be made: name must be short; role must be one.', 'INVALID_TOKEN_REQUEST', [
      ['name', 'must be short'],
      ['role', 'must be one'],
    ]),
    'The token cannot be made (INVALID_TOKEN_REQUEST):\n  name must be short\n  role must be one',
  ],
  [
    'several, that the message starts with',
    answered('a is wrong. b is, too.', 'INVALID_INPUT', [
      ['a', 'a is wrong.'],
      ['b', 'b is, too.'],
    ]),
    'Refused (INVALID_INPUT):\n  a is wrong.\n  b is, too.',
  ],
])('%s', (_, error, text) => {
  expect(errorToText(error)).toBe(text);
});
