import { expect, test } from 'vitest';
import { minimal, proxy } from '../../test/valid-connection.js';
import { parseConnectionOrThrow, secretReferences } from '../index.js';

test('secretReferences returns every secret of a connection with its field', () => {
  expect(secretReferences(parseConnectionOrThrow({ ...minimal, ...proxy }))).toEqual([
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

test('secretReferences always includes the secret for authentication', () => {
  expect(secretReferences(parseConnectionOrThrow(minimal))).toHaveLength(1);
});

test('secretReferences returns only the well-formed references of an invalid connection', () => {
  const secretVersion = 'projects/other/secrets/s/versions/1';
  const input = {
    authConfig: { userPassword: { password: 'pasted' }, additionalVariables: 5 },
    configVariables: [null, { secretValue: { secretVersion: 'pasted' } }, { secretValue: { secretVersion } }],
  };
  expect(secretReferences(input)).toEqual([{ field: 'configVariables[2].secretValue.secretVersion', secretVersion }]);
  for (const other of [undefined, null, 'pasted', []]) expect(secretReferences(other)).toEqual([]);
});
