import { describe, expect, test } from 'vitest';
import { ACCOUNT_SID } from '../../test/test-client.js';
import { TwilioRequestError } from '../errors.js';
import { toPath } from './path.js';

test('the account SID is filled into a path', () => {
  expect(toPath('/2010-04-01/Accounts/{AccountSid}/Messages.json', ACCOUNT_SID)).toBe(
    `/2010-04-01/Accounts/${ACCOUNT_SID}/Messages.json`,
  );
});

test.each(['/v1/Services', '/v2/Services/IS1/Rooms/a%20b%3Fc', '/2010-04-01/Accounts.json', '/v1/a.b..c/...'])(
  'the path %s is accepted unchanged',
  (path) => {
    expect(toPath(path, ACCOUNT_SID)).toBe(path);
  },
);

describe('invalid paths', () => {
  test.each([
    [''],
    ['/'],
    ['v1/Services'],
    ['https://evil.example/v1'],
    ['//evil.example/v1'],
    ['/v1//Services'],
    ['/v1/Services/'],
    ['/v1/../Accounts'],
    ['/v1/./Accounts'],
    ['/v1/%2e%2E/Accounts'],
    ['/v1/.%2e/Accounts'],
    ['/v1/a%2Fb'],
    ['/v1/a%2fb'],
    ['/v1/a%5Cb'],
    ['/v1/a\\b'],
    ['/v1/a?b=c'],
    ['/v1/a#b'],
    ['/v1/a\nb'],
    ['/v1/a%0Ab'],
    ['/v1/a%7F'],
    ['/v1/a%00'],
    ['/v1/a b'],
    ['/v1/é'],
    ['/v1/{Sid}'],
    ['/v1/a%zz'],
    ['/v1/a%'],
    ['/v1/a%ff'],
  ])('the path %j is rejected', (path) => {
    expect(() => toPath(path, ACCOUNT_SID)).toThrow(TwilioRequestError);
  });
});

test('the error for an invalid path names the fault and the remedy', () => {
  expect(() => toPath('/v1/a%2Fb', ACCOUNT_SID)).toThrow(
    'Invalid path: it has an encoded slash or backslash. Nothing was sent. Percent-encode each path parameter with ' +
      'encodeURIComponent, and reject empty ones.',
  );
});
