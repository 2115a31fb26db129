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
  ['a plain error', new Error('No.'), 'No.'],
  ['a value that is not an error', 'No.', 'No.'],
  [
    'an advice to set an option',
    new Error('Raise maxRequests, or set allowParentScan (allowParentScan=10).'),
    'Raise --max-requests, or set --all-parents (--all-parents=10).',
  ],
  ['an error without a response', new ServerError('No connector answers.', 'ECONNREFUSED'), 'No connector answers.'],
  ['an error with a reason', answered('There is none.', 'UNKNOWN_CONNECTION'), 'There is none. (UNKNOWN_CONNECTION)'],
  ['an error without a reason', toServerError({ message: 'No.' }, '404'), 'No.'],
  [
    'a single violation',
    answered('The parameter from must be a time.', 'INVALID_PARAMETER', [['from', 'must be a time']]),
    'The parameter from must be a time. (INVALID_PARAMETER)',
  ],
  [
    'several violations that name their field',
    answered('The connection is not valid: a is wrong. b is, too.', 'INVALID_CONNECTION', [
      ['a', 'a is wrong.'],
      ['b', 'b is, too.'],
    ]),
    'The connection is not valid (INVALID_CONNECTION):\n  a is wrong.\n  b is, too.',
  ],
  [
    'several violations that do not name their field',
    answered('The token cannot be made: name must be short; role must be one.', 'INVALID_TOKEN_REQUEST', [
      ['name', 'must be short'],
      ['role', 'must be one'],
    ]),
    'The token cannot be made (INVALID_TOKEN_REQUEST):\n  name must be short\n  role must be one',
  ],
  [
    'several violations at the start of the message',
    answered('a is wrong. b is, too.', 'INVALID_INPUT', [
      ['a', 'a is wrong.'],
      ['b', 'b is, too.'],
    ]),
    'Refused (INVALID_INPUT):\n  a is wrong.\n  b is, too.',
  ],
])('errorToText formats %s', (_, error, text) => {
  expect(errorToText(error)).toBe(text);
});
