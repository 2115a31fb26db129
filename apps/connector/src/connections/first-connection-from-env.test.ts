import { describe, expect, test } from 'vitest';
import { temporaryStore } from '../../test/connection-parts.js';
import { readEnv } from '../env.js';
import { createConnectionTable } from './connection-table.js';
import {
  accountFromEnv,
  createFirstSecretSource,
  firstConnectionFromEnv,
  storeFirstConnection,
} from './first-connection-from-env.js';
import { FIRST_CONNECTION } from './first-connection.js';

const accountSid = `AC${'1'.repeat(32)}`;

async function open() {
  const table = createConnectionTable({ store: await temporaryStore(), isOnlyWriter: true });
  /** Simulates a start with these variables. */
  const start = async (variables: Readonly<Record<string, string>> = {}) => {
    const env = readEnv(variables);
    const first = firstConnectionFromEnv({ accountSid, credentials: { authToken: 'x' } }, env);
    await storeFirstConnection(table, first, env);
    return table.get(FIRST_CONNECTION);
  };
  return { table, start };
}

test('the first connection follows the variables of the environment at every start', async () => {
  const { start } = await open();
  const set = { CONNECTOR_BULK: 'true', TWILIO_REGION: 'ie1', CONNECTOR_MIN_NODES: '3' };
  expect(await start(set)).toMatchObject({ nodeConfig: { minNodeCount: 3 }, connectionRevision: '1' });
  expect(await start({ ...set, CONNECTOR_MIN_NODES: '4' })).toMatchObject({
    nodeConfig: { minNodeCount: 4 },
    connectionRevision: '2',
  });
  expect(await start()).toMatchObject({
    configVariables: [],
    nodeConfig: { minNodeCount: 4 },
    connectionRevision: '3',
  });
  expect(await start()).toMatchObject({ connectionRevision: '3' });
});

test('the first connection keeps other changes across a start', async () => {
  const { table, start } = await open();
  await start();
  const changed = {
    suspended: true,
    description: 'Ours',
    nodeConfig: { minNodeCount: 7, maxNodeCount: 9 },
    configVariables: [{ key: 'read_only', boolValue: true }],
  };
  await table.change(FIRST_CONNECTION, (connection) => ({ ...connection, ...changed }));
  expect(await start()).toMatchObject(changed);
});

test('the first connection is not made if a list of allowed operations or actions has an unknown name', () => {
  const make = (variables: Readonly<Record<string, string>>) =>
    firstConnectionFromEnv({ accountSid, credentials: { authToken: 'x' } }, readEnv(variables));
  expect(() => make({ CONNECTOR_ALLOWED_ACTIONS: 'SendMesage' })).toThrow('SendMesage');
  expect(() => make({ CONNECTOR_ALLOWED_OPERATIONS: 'Mesages.LIST' })).toThrow('Mesages');
  expect(make({ CONNECTOR_ALLOWED_ACTIONS: 'SendMessage' }).configVariables).toEqual([
    { key: 'allowed_actions', stringValue: 'SendMessage' },
  ]);
});

test.each([
  [{ authToken: 'the token' }, 'twilio-auth-token', 'the token'],
  [{ apiKeySid: `SK${'2'.repeat(32)}`, apiKeySecret: 'the secret' }, 'twilio-api-secret', 'the secret'],
])(
  'with the credentials %j, the secret source of the first connection returns that secret and no other',
  async (credentials, secret, value) => {
    const account = { accountSid, credentials };
    const source = createFirstSecretSource(firstConnectionFromEnv(account, readEnv({})), account);
    const read = (project: string, name: string) => source.read({ project, secret: name, version: '1' });
    expect(await read('local', secret)).toBe(value);
    expect([await read('other', secret), await read('local', 'other')]).toEqual([undefined, undefined]);
  },
);

describe('accountFromEnv', () => {
  test('accountFromEnv reads an auth token or an API key', () => {
    expect(accountFromEnv({})).toBeUndefined();
    const [token, secret] = ['0123456789ABCDEF0123456789abcdef', 'Zz0123456789abcdefghijklmnopqrst'];
    expect(accountFromEnv({ TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: token })).toEqual({
      accountSid,
      credentials: { authToken: token },
    });
    expect(accountFromEnv({ TWILIO_ACCOUNT_SID: accountSid, TWILIO_API_KEY: 'SK', TWILIO_API_SECRET: secret })).toEqual(
      {
        accountSid,
        credentials: { apiKeySid: 'SK', apiKeySecret: secret },
      },
    );
  });

  test("accountFromEnv rejects credentials that cannot be Twilio's, unless TWILIO_BASE_URL leads elsewhere", () => {
    const login = { TWILIO_ACCOUNT_SID: accountSid };
    const TWILIO_BASE_URL = 'http://127.0.0.1:8081/{product}';
    for (const token of ['hunter2', 'g'.repeat(32), '0'.repeat(31), '0'.repeat(33), `${'0'.repeat(32)}\n`]) {
      const read = () => accountFromEnv({ ...login, TWILIO_AUTH_TOKEN: token });
      expect(read).toThrow(
        "TWILIO_AUTH_TOKEN has the wrong form: an auth token of Twilio's has 32 hexadecimal digits.",
      );
      expect(read).not.toThrow(token);
      expect(accountFromEnv({ ...login, TWILIO_AUTH_TOKEN: token, TWILIO_BASE_URL })).toBeDefined();
    }
    for (const secret of ['hunter2', 'g'.repeat(31), 'g'.repeat(33), `${'g'.repeat(31)} `]) {
      const read = () => accountFromEnv({ ...login, TWILIO_API_KEY: 'SK', TWILIO_API_SECRET: secret });
      expect(read).toThrow('TWILIO_API_SECRET has the wrong form: the secret of an API key');
      expect(read).not.toThrow(secret);
    }
  });

  test('accountFromEnv rejects incomplete credentials instead of starting the simulator', () => {
    expect(() => accountFromEnv({ TWILIO_ACCOUNT_SID: accountSid })).toThrow('not complete');
    expect(() => accountFromEnv({ TWILIO_AUTH_TOKEN: 't' })).toThrow('not complete');
    expect(() => accountFromEnv({ TWILIO_ACCOUNT_SID: accountSid, TWILIO_API_KEY: 'SK' })).toThrow('not complete');
    expect(() => accountFromEnv({ TWILIO_API_KEY: 'SK', TWILIO_API_SECRET: 'x'.repeat(32) })).toThrow(
      /not complete: set TWILIO_ACCOUNT_SID with .* Set none of them to use the simulator\.$/,
    );
  });

  test('accountFromEnv prefers the API key if the auth token is set as well', () => {
    const secret = 'Zz0123456789abcdefghijklmnopqrst';
    const env = { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: '0'.repeat(32) };
    expect(accountFromEnv({ ...env, TWILIO_API_KEY: 'SK', TWILIO_API_SECRET: secret })?.credentials).toEqual({
      apiKeySid: 'SK',
      apiKeySecret: secret,
    });
    expect(accountFromEnv({ ...env, TWILIO_API_KEY: 'SK' })?.credentials).toEqual({ authToken: '0'.repeat(32) });
  });
});
