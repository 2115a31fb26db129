import { describe, expect, test } from 'vitest';
import { connectionOf, NAME } from '../../test/connection-parts.js';
import { type ConnectionValidatorPorts, createConnectionValidator } from './connection-validation.js';

const FOREIGN = { secretVersion: 'projects/vault/secrets/token/versions/1' };
const ACCOUNT = 'connector@demo.iam.gserviceaccount.com';
const { name: _, status: __, createTime: ___, updateTime: ____, ...BODY } = connectionOf();
const withSecret = (secret: object, changes: object = {}) => ({
  ...BODY,
  ...changes,
  authConfig: { ...BODY.authConfig, userPassword: { ...BODY.authConfig.userPassword, password: secret } },
});

function open(ports: Partial<ConnectionValidatorPorts> = {}) {
  const asked: (readonly [string, string])[] = [];
  const validator = createConnectionValidator({
    checkUrl: (url) => (url.includes('allowed') ? undefined : 'It is not allowed.'),
    mayAccessSecrets: async (account, project) => {
      asked.push([account, project]);
      return account === ACCOUNT && project === 'vault';
    },
    ...ports,
  });
  const fieldsOf = (input: object, name = NAME) =>
    validator.parse(input, name).then(
      () => [],
      (error: { details?: readonly { fieldViolations: readonly { field: string }[] }[] }) =>
        error.details?.flatMap(({ fieldViolations }) => fieldViolations.map(({ field }) => field)),
    );
  return { validator, fieldsOf, asked };
}

const variables = (...list: (readonly [string, string])[]) => ({
  ...BODY,
  configVariables: list.map(([key, stringValue]) => ({ key, stringValue })),
});

test('a valid connection gets its name and defaults, and output-only fields are ignored', async () => {
  const { validator } = open();
  const sent = { ...BODY, name: 'projects/x/locations/local/connections/y', status: { state: 'ACTIVE' } };
  const parsed = await validator.parse(sent, NAME);
  expect(parsed).toMatchObject({ name: NAME, nodeConfig: { minNodeCount: 2, maxNodeCount: 50 } });
  expect(parsed.status.state).toBe('CREATING');
});

describe('secrets of another project', () => {
  const password = 'authConfig.userPassword.password.secretVersion';

  test("a foreign secret requires a service account of the connection's project with access to it", async () => {
    const { fieldsOf, asked } = open();
    expect(await fieldsOf(withSecret(FOREIGN, { serviceAccount: ACCOUNT }))).toEqual([]);
    expect(asked).toEqual([[ACCOUNT, 'vault']]);
    const other = { secretVersion: 'projects/other/secrets/token/versions/1' };
    expect(await fieldsOf(withSecret(other, { serviceAccount: ACCOUNT }))).toEqual([password]);
  });

  test.each([undefined, '', 'connector@vault.iam.gserviceaccount.com', `x${ACCOUNT}`])(
    'a foreign secret is refused with the service account %j',
    async (serviceAccount) => {
      const { fieldsOf } = open({ mayAccessSecrets: async (account) => account !== `x${ACCOUNT}` });
      expect(await fieldsOf(withSecret(FOREIGN, { serviceAccount }))).toEqual([password]);
    },
  );

  test('foreign secrets in variables are found and reported with all other violations', async () => {
    const { fieldsOf } = open();
    const configVariables = [{ key: 'proxy_password', secretValue: FOREIGN }];
    expect(await fieldsOf({ ...withSecret(FOREIGN), configVariables, description: 5 })).toEqual([
      'description',
      password,
      'configVariables[0].secretValue.secretVersion',
    ]);
  });

  test('access to a foreign secret is rechecked for a stored connection', async () => {
    let may = true;
    const { validator } = open({ mayAccessSecrets: async () => may });
    const connection = connectionOf({ ...withSecret(FOREIGN), serviceAccount: ACCOUNT });
    expect(await validator.secretViolations(connection)).toEqual([]);
    may = false;
    expect(await validator.secretViolations(connection)).toMatchObject([{ field: password }]);
  });
});

describe('patches of a connection that lost its access', () => {
  const foreign = {
    ...withSecret(FOREIGN),
    configVariables: [{ key: 'base_url', stringValue: 'http://other.example' }],
  };

  test('a patch of fields that do not affect access is accepted', async () => {
    const { validator } = open();
    const parsed = await validator.parse({ ...foreign, suspended: true }, NAME, [
      'suspended',
      'lockConfig.locked',
      'labels.x',
    ]);
    expect(parsed.suspended).toBe(true);
    await expect(validator.parse({ ...foreign, labels: { A: '' } }, NAME, ['labels'])).rejects.toThrow('labels.A');
  });

  test.each(['authConfig.userPassword.username', 'configVariables', 'serviceAccount'])(
    'a patch of %s is refused',
    async (field) => {
      const { validator } = open();
      await expect(validator.parse(foreign, NAME, ['description', field])).rejects.toThrow(
        /another project.*not allowed/,
      );
    },
  );
});

describe('rules of this server', () => {
  test('a base URL must be allowed', async () => {
    const { fieldsOf } = open();
    expect(await fieldsOf(variables(['base_url', 'http://allowed.example']))).toEqual([]);
    expect(await fieldsOf(variables(['base_url', 'http://other.example']))).toEqual(['configVariables[0].stringValue']);
    expect(await fieldsOf(variables(['base_url', '']))).toEqual([]);
  });

  test.each([
    ['allowed_operations', 'Messages.CREATE', 'Mesages.CREATE'],
    ['allowed_actions', 'DEFAULT, SendMessage', 'SendMesage'],
  ])('%s must contain known names only', async (key, right, wrong) => {
    const { validator, fieldsOf } = open();
    expect(await fieldsOf(variables([key, right]))).toEqual([]);
    await expect(validator.parse(variables([key, wrong]), NAME)).rejects.toThrow(/did you mean|Messages|SendMessage/i);
  });

  test('a connection cannot be in an unknown location or in global', async () => {
    const { fieldsOf } = open();
    const inside = (location: string) => NAME.replace('/local/', `/${location}/`);
    expect(await fieldsOf(BODY, inside('us-central1'))).toEqual([]);
    expect(await fieldsOf(BODY, inside('global'))).toEqual(['name']);
    expect(await fieldsOf(BODY, inside('mars-north1'))).toEqual(['name']);
  });
});

test.each([null, [], 'text', { configVariables: [null, 5, { key: 'base_url', stringValue: 5 }] }])(
  'input of the wrong type is refused with INVALID_ARGUMENT: %j',
  async (input) => {
    const { validator } = open();
    await expect(validator.parse(input, NAME)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
  },
);
