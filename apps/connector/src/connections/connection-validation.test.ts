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
    checkHost: (host) => (host.includes('allowed') ? undefined : 'It is not allowed.'),
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

describe('secrets of the own project on a server that requires grants', () => {
  const secretVersion = 'projects/demo/secrets/token/versions/latest';

  test('a secret of the own project requires a grant, a service account that may read it, or neither by default', async () => {
    const mayRead = (granted: boolean) => ({
      mayReadOwnSecret: (connection: string, secret: string) =>
        granted && connection === NAME && secret === secretVersion,
      mayAccessSecrets: async (account: string, project: string) => account === ACCOUNT && project === 'demo',
    });
    const withAccount = { ...BODY, serviceAccount: ACCOUNT };
    expect(await open().fieldsOf(BODY)).toEqual([]);
    expect(await open(mayRead(true)).fieldsOf(BODY)).toEqual([]);
    expect(await open(mayRead(false)).fieldsOf(withAccount)).toEqual([]);
    await expect(open(mayRead(false)).validator.parse(BODY, NAME)).rejects.toThrow(
      /secretVersion needs a grant, because this server has CONNECTOR_REQUIRE_SECRET_GRANTS\. Set serviceAccount/,
    );
  });

  test('a grant for a secret of another project does not replace a service account', async () => {
    const { validator } = open({ mayReadOwnSecret: () => true });
    await expect(validator.parse(withSecret(FOREIGN), NAME)).rejects.toThrow(
      /secretVersion is a secret of another project\. Use a secret of the connection's project/,
    );
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

  test.each(['allowed_operations', 'allowed_actions'])(
    'text in %s that is not a list of names is refused, and is not repeated in the message',
    async (key) => {
      const { validator } = open();
      const secret = 'hunter2: a secret that was pasted here';
      const refused = validator.parse(variables([key, secret]), NAME);
      await expect(refused).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
      await expect(refused).rejects.not.toThrow('hunter2');
    },
  );

  test('the problem of a base URL is named with its field, and every refused variable is reported', async () => {
    const { validator } = open();
    const refused = validator.parse(
      variables(['base_url', 'http://other.example'], ['allowed_actions', 'SendMesage']),
      NAME,
    );
    await expect(refused).rejects.toMatchObject({
      reason: 'INVALID_CONNECTION',
      message: expect.stringMatching(
        /^The connection is not valid: configVariables\[0\]\.stringValue: It is not allowed\./,
      ),
      details: [
        { fieldViolations: [{ field: 'configVariables[0].stringValue' }, { field: 'configVariables[1].stringValue' }] },
      ],
    });
  });

  test('the host of a stored connection is checked again, and its other variables are not hosts', () => {
    const { validator } = open();
    const stored = connectionOf({ configVariables: [{ key: 'base_url', stringValue: 'http://other.example' }] });
    expect(validator.hostViolations(stored)).toEqual([
      { field: 'configVariables[0].stringValue', description: 'configVariables[0].stringValue: It is not allowed.' },
    ]);
    expect(
      validator.hostViolations(connectionOf({ configVariables: [{ key: 'region', stringValue: 'ie1' }] })),
    ).toEqual([]);
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
