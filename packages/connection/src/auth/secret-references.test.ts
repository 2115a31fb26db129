import { expect, test } from 'vitest';
import { minimal, proxy } from '../../test/valid-connection.js';
import { configVariableTemplates, parseConnectionOrThrow, secretReferences } from '../index.js';

const served = configVariableTemplates.map((template) => ({ ...template, notServed: undefined }));

test('the secrets of a connection are named with their fields', () => {
  expect(secretReferences(parseConnectionOrThrow({ ...minimal, ...proxy }, { templates: served }))).toEqual([
    {
      field: 'authConfig.userPassword.password.secretVersion',
      secretVersion: 'projects/local/secrets/twilio-auth-token/versions/latest',
    },
    {
      field: 'configVariables[3].secretValue.secretVersion',
      secretVersion: 'projects/local/secrets/proxy/versions/1',
    },
  ]);
});

test('a connection has at least the one to log in with', () => {
  expect(secretReferences(parseConnectionOrThrow(minimal))).toHaveLength(1);
});

test('of a connection that is not valid, those that can be read', () => {
  const secretVersion = 'projects/other/secrets/s/versions/1';
  const input = {
    authConfig: { userPassword: { password: 'pasted' }, additionalVariables: 5 },
    configVariables: [null, { secretValue: { secretVersion: 'pasted' } }, { secretValue: { secretVersion } }],
  };
  expect(secretReferences(input)).toEqual([{ field: 'configVariables[2].secretValue.secretVersion', secretVersion }]);
  for (const other of [undefined, null, 'pasted', []]) expect(secretReferences(other)).toEqual([]);
});
