import { describe, expect, test } from 'vitest';
import { minimal, withApiKey, withValue } from '../../test/valid-connection.js';
import { connectionAccount, describeConnection, parseConnection, parseConnectionOrThrow } from '../index.js';

const SK = `SK${'1'.repeat(32)}`;
const AC = `AC${'0'.repeat(32)}`;
const secretVersion = minimal.authConfig.userPassword.password.secretVersion;

function descriptions(input: unknown): string[] {
  const result = parseConnection(input);
  return result.ok ? [] : result.violations.map(({ description }) => description);
}

describe('connectionAccount', () => {
  test.each([
    ['no authKey', minimal, { accountSid: AC, secretVersion }],
    ['authKey user_password', withValue('authConfig.authKey', 'user_password'), { accountSid: AC, secretVersion }],
    ['an empty authKey', withValue('authConfig.authKey', ''), { accountSid: AC, secretVersion }],
    ['authKey api_key', withApiKey, { accountSid: AC, apiKeySid: SK, secretVersion }],
  ])('connectionAccount reads the credentials of a connection with %s', (_case, input, account) => {
    expect(connectionAccount(parseConnectionOrThrow(input))).toEqual(account);
  });

  test('describeConnection returns the authConfig of an API key as it was sent', () => {
    expect(describeConnection(parseConnectionOrThrow(withApiKey)).authConfig).toEqual(withApiKey.authConfig);
  });
});

test.each([
  [
    'authKey',
    'apikey',
    'authKey is a string of 6 characters; expected user_password or api_key; omit it to use user_password.',
  ],
  ['authKey', 5, 'authKey is a number; expected user_password or api_key; omit it to use user_password.'],
  [
    'userPassword.username',
    AC,
    'userPassword.username is a string of 34 characters; expected an API key SID: SK and 32 hexadecimal digits, or authKey user_password for an Account SID.',
  ],
  [
    'userPassword.username',
    'twilio',
    'userPassword.username is a string of 6 characters; expected an API key SID: SK and 32 hexadecimal digits.',
  ],
  [
    'additionalVariables',
    undefined,
    'additionalVariables lacks account_sid, which is required; add it: Account SID of the account that the API key belongs to: AC and 32 hexadecimal digits.',
  ],
  ['additionalVariables', 'x', 'additionalVariables is a string of 1 character; expected a list of variables.'],
  [
    'additionalVariables',
    [{ key: 'account_sid', stringValue: SK }],
    'additionalVariables[0].stringValue is a string of 34 characters, which is not valid for account_sid; expected: Account SID of the account that the API key belongs to: AC and 32 hexadecimal digits.',
  ],
  [
    'additionalVariables',
    [{ key: 'account_sid', stringValue: AC }, { key: 'account' }],
    'additionalVariables[1].key is not a known variable; did you mean account_sid?',
  ],
])('a connection with an API key is rejected when %s is %j', (field, value, problem) => {
  expect(descriptions(withValue(`authConfig.${field}`, value, withApiKey))).toContain(`authConfig.${problem}`);
});

test('a connection with an auth token is rejected when it has additional variables', () => {
  expect(descriptions(withValue('authConfig.additionalVariables', [{ key: 'account_sid', stringValue: AC }]))).toEqual([
    'authConfig.additionalVariables[0].key names a variable, but no variables are allowed here; remove it.',
  ]);
});
