import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CommandBed, runCommand, startCommandBed } from './command-line.js';

let bed: CommandBed['bed'];
beforeAll(async () => {
  ({ bed } = await startCommandBed());
  await run(['secrets', 'create', 'token', '--data-file', '-'], bed.simulator.authToken);
});
afterAll(() => bed.close());

const run = (args: readonly string[], input?: string) =>
  runCommand([...args, '--server', bed.url], { CONNECTOR_TOKEN: bed.token }, input);
const connections = (...args: string[]) => run(['connections', ...args]);
const account = () => ['--account', bed.simulator.accountSid];
const baseUrl = () => ['--set', `configVariables.base_url=${bed.twilioUrl}/{product}`];

test('a connection can be created from an account and a secret, without a file', async () => {
  const { code, stdout } = await connections('create', 'flags', ...account(), '--token-secret', 'token', ...baseUrl());
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    connectorVersion: 'projects/local/locations/global/providers/twilio/connectors/twilio/versions/1',
    authConfig: {
      authType: 'USER_PASSWORD',
      userPassword: {
        username: bed.simulator.accountSid,
        password: { secretVersion: 'projects/local/secrets/token/versions/latest' },
      },
    },
    nodeConfig: { minNodeCount: 2, maxNodeCount: 50 },
    status: { state: 'ACTIVE' },
  });
  expect(await connections('test', 'flags')).toMatchObject({ code: 0 });
});

test('nodes, labels, config variables and an API key can be given by flags', async () => {
  const key = `SK${'1'.repeat(32)}`;
  const login = ['--api-key', key, '--key-secret', 'projects/local/secrets/token/versions/1'];
  const nodes = ['--min-nodes', '3', '--max-nodes', '9'];
  const fields = ['--set', 'labels.team=front', '--set', 'configVariables.bulk=true', '--async'];
  const made = await connections('create', 'keyed', ...account(), ...login, ...nodes, ...fields, ...baseUrl());
  expect(made.code).toBe(0);
  expect(JSON.parse((await connections('describe', 'keyed')).stdout)).toMatchObject({
    authConfig: {
      authKey: 'api_key',
      userPassword: { username: key, password: { secretVersion: 'projects/local/secrets/token/versions/1' } },
      additionalVariables: [{ key: 'account_sid', stringValue: bed.simulator.accountSid }],
    },
    nodeConfig: { minNodeCount: 3, maxNodeCount: 9 },
    labels: { team: 'front' },
    configVariables: [
      { key: 'bulk', boolValue: true },
      { key: 'base_url', stringValue: `${bed.twilioUrl}/{product}` },
    ],
  });
});

test('patch sets config variables by key and keeps the others', async () => {
  await connections('create', 'variables', ...account(), '--token-secret', 'token', ...baseUrl());
  const variables = async (...settings: string[]) => {
    const flags = settings.flatMap((setting) => ['--set', `configVariables.${setting}`]);
    const { stdout, stderr } = await connections('patch', 'variables', ...flags);
    expect(stderr).toBe('');
    return (JSON.parse(stdout) as { configVariables: unknown }).configVariables;
  };
  const base = { key: 'base_url', stringValue: `${bed.twilioUrl}/{product}` };
  const actions = { key: 'allowed_actions', stringValue: 'DEFAULT' };
  expect(await variables('bulk=true', 'allowed_actions=DEFAULT')).toEqual([
    base,
    { key: 'bulk', boolValue: true },
    actions,
  ]);
  expect(await variables('bulk=false')).toEqual([base, actions, { key: 'bulk', boolValue: false }]);
  expect(await variables('bulk=')).toEqual([base, actions]);
});

test('patch replaces all config variables when it is given a list', async () => {
  await connections('create', 'list', ...account(), '--token-secret', 'token', ...baseUrl());
  const list = JSON.stringify([{ key: 'base_url', stringValue: `${bed.twilioUrl}/{product}` }]);
  const { stdout } = await connections('patch', 'list', '--set', `configVariables=${list}`, '--set', 'labels.a=b');
  expect(JSON.parse(stdout)).toMatchObject({ configVariables: JSON.parse(list), labels: { a: 'b' } });
});

test.each([
  [[], 'Describe the connection: --account and --token-secret, or --file with its JSON.'],
  [['--account', 'AC1', '--file', 'x.json'], 'either by flags such as --account or by --file, not both'],
  [['--token-secret', 'token'], '--account is required'],
  [['--account', 'AC1'], '--token-secret is required'],
  [['--account', 'AC1', '--api-key', 'SK1'], 'An API key needs --api-key and --key-secret, without --token-secret.'],
  [
    ['--account', 'AC1', '--api-key', 'SK1', '--key-secret', 'k', '--token-secret', 't'],
    'An API key needs --api-key and --key-secret, without --token-secret.',
  ],
  [['--account', 'AC1', '--token-secret', 'token', '--set', 'configVariables.bulck=true'], 'bulk'],
])('connections create %j is a usage error that names the remedy', async (flags, message) => {
  const { code, stderr } = await connections('create', 'wrong', ...flags);
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(message) });
});
