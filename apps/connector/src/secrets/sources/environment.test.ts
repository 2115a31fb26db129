import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { secretSourceContract } from '../../../test/contracts/secret-source-contract.js';
import { createEnvironmentSource } from './environment.js';

secretSourceContract(
  'the environment source',
  () => {
    const variables: Record<string, string> = {};
    return {
      source: createEnvironmentSource(variables),
      put(secret, value) {
        variables[`CONNECTOR_SECRET_CONTRACT__${secret.toUpperCase().replaceAll('-', '_')}`] = String(value);
      },
    };
  },
  { storesBytes: false },
);

const CANARY = 'canary-value-8d1f';
const source = createEnvironmentSource({
  CONNECTOR_SECRET_MY_APP__TWILIO_TOKEN: CANARY,
  CONNECTOR_SECRET_A___B: 'below a',
  CONNECTOR_SECRET_A__B__C: 'b__c of a',
  CONNECTOR_SECRET_EXAMPLE_COM_APP__S: 'of the project example-com-app',
  CONNECTOR_SECRET_A__EMPTY: '',
});
const read = (project: string, secret: string, version = 'latest') => source.read({ project, secret, version });

test.each(['twilio-token', 'twilio_token', 'Twilio-Token'])(
  'the secret %s is read from the variable CONNECTOR_SECRET_MY_APP__TWILIO_TOKEN',
  async (secret) => {
    expect(await read('my-app', secret)).toBe(CANARY);
    expect(await read('my-app', secret, '1')).toBe(CANARY);
  },
);

test('the error for an unknown version names the variable and not its value', async () => {
  const error = await read('my-app', 'twilio-token', '2').catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ name: 'SecretError', code: 'SECRET_NOT_FOUND' });
  expect(inspect(error)).toContain('CONNECTOR_SECRET_MY_APP__TWILIO_TOKEN');
  expect(inspect(error)).not.toContain(CANARY);
});

test('an unset, empty or inherited variable is not a secret', async () => {
  expect(await read('other', 'twilio-token')).toBeUndefined();
  expect(await read('a', 'empty')).toBeUndefined();
  expect(
    await createEnvironmentSource(Object.create({ CONNECTOR_SECRET_A__B: 'inherited' })).read({
      project: 'a',
      secret: 'b',
      version: '1',
    }),
  ).toBeUndefined();
});

test('a project cannot read the variable of another project', async () => {
  expect(await read('a', '_b')).toBe('below a');
  expect(await read('a', 'b__c')).toBe('b__c of a');
  expect(await read('a--b', 'c')).toBeUndefined();
  expect(await read('example-com-app', 's')).toBe('of the project example-com-app');
  expect(await read('example.com:app', 's')).toBeUndefined();
});
