import { describe, expect, test } from 'vitest';
import { connectionOf, NAME } from '../../test/connection-parts.js';
import { type ConnectionRulesPorts, createConnectionRules } from './connection-validation.js';

const FOREIGN = { secretVersion: 'projects/vault/secrets/token/versions/1' };
const ACCOUNT = 'connector@demo.iam.gserviceaccount.com';
const { name: _, status: __, createTime: ___, updateTime: ____, ...BODY } = connectionOf();
const withSecret = (secret: object, changes: object = {}) => ({
  ...BODY,
  ...changes,
  authConfig: { ...BODY.authConfig, userPassword: { ...BODY.authConfig.userPassword, password: secret } },
});

function open(ports: Partial<ConnectionRulesPorts> = {}) {
  const asked: (readonly [string, string])[] = [];
  const rules = createConnectionRules({
    checkUrl: (url) => (url.includes('allowed') ? undefined : 'It is not allowed.'),
    mayAccessSecrets: async (account, project) => {
      asked.push([account, project]);
      return account === ACCOUNT && project === 'vault';
    },
    ...ports,
  });
  const fieldsOf = (input: object, name = NAME) =>
    rules.parse(input, name).then(
      () => [],
      (error: { details?: readonly { fieldViolations: readonly { field: string }[] }[] }) =>
        error.details?.flatMap(({ fieldViolations }) => fieldViolations.map(({ field }) => field)),
    );
  return { rules, fieldsOf, asked };
}

const variables = (...list: (readonly [string, string])[]) => ({
  ...BODY,
  configVariables: list.map(([key, stringValue]) => ({ key, stringValue })),
});

test('a valid connection gets its name and its defaults; what only the server sets is dropped', async () => {
  const { rules } = open();
  const sent = { ...BODY, name: 'projects/x/locations/local/connections/y', status: { state: 'ACTIVE' } };
  const parsed = await rules.parse(sent, NAME);
  expect(parsed).toMatchObject({ name: NAME, nodeConfig: { minNodeCount: 2, maxNodeCount: 50 } });
  expect(parsed.status.state).toBe('CREATING');
});

describe('a secret of another project', () => {
  const password = 'authConfig.userPassword.password.secretVersion';

  test("needs a service account of the connection's project that may read there", async () => {
    const { fieldsOf, asked } = open();
    expect(await fieldsOf(withSecret(FOREIGN, { serviceAccount: ACCOUNT }))).toEqual([]);
    expect(asked).toEqual([[ACCOUNT, 'vault']]);
    const other = { secretVersion: 'projects/other/secrets/token/versions/1' };
    expect(await fieldsOf(withSecret(other, { serviceAccount: ACCOUNT }))).toEqual([password]);
  });

  test.each([undefined, '', 'connector@vault.iam.gserviceaccount.com', `x${ACCOUNT}`])(
    'is refused to the account %j',
    async (serviceAccount) => {
      const { fieldsOf } = open({ mayAccessSecrets: async (account) => account !== `x${ACCOUNT}` });
      expect(await fieldsOf(withSecret(FOREIGN, { serviceAccount }))).toEqual([password]);
    },
  );

  test('is looked for in every variable, and told with all else', async () => {
    const { fieldsOf } = open();
    const configVariables = [{ key: 'proxy_password', secretValue: FOREIGN }];
    expect(await fieldsOf({ ...withSecret(FOREIGN), configVariables, description: 5 })).toEqual([
      'description',
      password,
      'configVariables[0].secretValue.secretVersion',
    ]);
  });

  test('is asked for anew of a connection that there is: a role can be taken away', async () => {
    let may = true;
    const { rules } = open({ mayAccessSecrets: async () => may });
    const connection = connectionOf({ ...withSecret(FOREIGN), serviceAccount: ACCOUNT });
    expect(await rules.secretViolations(connection)).toEqual([]);
    may = false;
    expect(await rules.secretViolations(connection)).toMatchObject([{ field: password }]);
  });
});

describe('a change', () => {
  const foreign = {
    ...withSecret(FOREIGN),
    configVariables: [{ key: 'base_url', stringValue: 'http://other.example' }],
  };

  test('that reaches no further is not held up by what is no longer allowed', async () => {
    const { rules } = open();
    const parsed = await rules.parse({ ...foreign, suspended: true }, NAME, [
      'suspended',
      'lockConfig.locked',
      'labels.x',
    ]);
    expect(parsed.suspended).toBe(true);
    await expect(rules.parse({ ...foreign, labels: { A: '' } }, NAME, ['labels'])).rejects.toThrow('labels.A');
  });

  test.each(['authConfig.userPassword.username', 'configVariables', 'serviceAccount'])(
    'of %s has to keep all rules',
    async (field) => {
      const { rules } = open();
      await expect(rules.parse(foreign, NAME, ['description', field])).rejects.toThrow(/another project.*not allowed/);
    },
  );
});

describe("this server's own rules", () => {
  test('a base URL goes where the server may', async () => {
    const { fieldsOf } = open();
    expect(await fieldsOf(variables(['base_url', 'http://allowed.example']))).toEqual([]);
    expect(await fieldsOf(variables(['base_url', 'http://other.example']))).toEqual(['configVariables[0].stringValue']);
    expect(await fieldsOf(variables(['base_url', '']))).toEqual([]);
  });

  test.each([
    ['allowed_operations', 'Messages.CREATE', 'Mesages.CREATE'],
    ['allowed_actions', 'DEFAULT, SendMessage', 'SendMesage'],
  ])('%s names what there is', async (key, right, wrong) => {
    const { rules, fieldsOf } = open();
    expect(await fieldsOf(variables([key, right]))).toEqual([]);
    await expect(rules.parse(variables([key, wrong]), NAME)).rejects.toThrow(/did you mean|Messages|SendMessage/i);
  });

  test('a connection is somewhere, and not in the whole world', async () => {
    const { fieldsOf } = open();
    const inside = (location: string) => NAME.replace('/local/', `/${location}/`);
    expect(await fieldsOf(BODY, inside('us-central1'))).toEqual([]);
    expect(await fieldsOf(BODY, inside('global'))).toEqual(['name']);
    expect(await fieldsOf(BODY, inside('mars-north1'))).toEqual(['name']);
  });
});

test.each([null, [], 'text', { configVariables: [null, 5, { key: 'base_url', stringValue: 5 }] }])(
  'input of another kind is refused, and no more: %j',
  async (input) => {
    const { rules } = open();
    await expect(rules.parse(input, NAME)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
  },
);
