import { describe, expect, test } from 'vitest';
import { minimal, withApiKey, withValue } from '../../test/valid-connection.js';
import { connectionAccount, describeConnection, parseConnection, parseConnectionOrThrow } from '../index.js';

const SK = `SK${'1'.repeat(32)}`;
const AC = `AC${'0'.repeat(32)}`;
const secretVersion = minimal.authConfig.userPassword.password.secretVersion;

function sentences(input: unknown): string[] {
  const result = parseConnection(input);
  return result.ok ? [] : result.violations.map(({ description }) => description);
}

describe('the account of a connection', () => {
  test.each([
    ['without a key', minimal, { accountSid: AC, secretVersion }],
    ['by default', withValue('authConfig.authKey', 'user_password'), { accountSid: AC, secretVersion }],
    ['with an empty key', withValue('authConfig.authKey', ''), { accountSid: AC, secretVersion }],
    ['with an API key', withApiKey, { accountSid: AC, apiKeySid: SK, secretVersion }],
  ])('%s', (_what, input, account) => {
    expect(connectionAccount(parseConnectionOrThrow(input))).toEqual(account);
  });

  test('is described as it was sent', () => {
    expect(describeConnection(parseConnectionOrThrow(withApiKey)).authConfig).toEqual(withApiKey.authConfig);
  });
});

test.each([
  ['authKey', 'apikey', 'authKey is a text of 6 characters; give user_password or api_key, or leave it out.'],
  ['authKey', 5, 'authKey is a number; give user_password or api_key, or leave it out.'],
  [
    'userPassword.username',
    AC,
    'userPassword.username is a text of 34 characters; give an API key SID: SK and 32 hexadecimal digits, or authKey user_password with what you have.',
  ],
  [
    'userPassword.username',
    'twilio',
    'userPassword.username is a text of 6 characters; give an API key SID: SK and 32 hexadecimal digits.',
  ],
  [
    'additionalVariables',
    undefined,
    'additionalVariables lacks account_sid: Account SID of the account that the API key belongs to: AC and 32 hexadecimal digits.',
  ],
  ['additionalVariables', 'x', 'additionalVariables is a text of 1 character; give a list of variables.'],
  [
    'additionalVariables',
    [{ key: 'account_sid', stringValue: SK }],
    'additionalVariables[0].stringValue is a text of 34 characters that does not fit account_sid; give: Account SID of the account that the API key belongs to: AC and 32 hexadecimal digits.',
  ],
  [
    'additionalVariables',
    [{ key: 'account_sid', stringValue: AC }, { key: 'account' }],
    'additionalVariables[1].key names no variable of this connector; did you mean account_sid?',
  ],
])('an API key with %s %j', (field, value, sentence) => {
  expect(sentences(withValue(`authConfig.${field}`, value, withApiKey))).toContain(`authConfig.${sentence}`);
});

test('an auth token needs no further variables', () => {
  expect(sentences(withValue('authConfig.additionalVariables', [{ key: 'account_sid', stringValue: AC }]))).toEqual([
    'authConfig.additionalVariables[0].key names a variable, and there are none here; leave it out.',
  ]);
});
