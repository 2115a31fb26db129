import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CommandBed, rowsOf, runCommand, startCommandBed } from './command-line.js';

let bed: CommandBed['bed'];
beforeAll(async () => {
  ({ bed } = await startCommandBed());
});
afterAll(() => bed.close());

const run = (args: readonly string[], token = bed.token) =>
  runCommand([...args, '--server', bed.url], { CONNECTOR_TOKEN: token });

const CONNECTION = 'projects/local/locations/local/connections/twilio';

test('a new token has only its roles and works until it is revoked', async () => {
  const roles = [
    '--role',
    'connectors.invoker',
    '--on',
    'twilio',
    '--role',
    'roles/connectors.viewer',
    '--on',
    CONNECTION,
  ];
  const made = await run(['tokens', 'create', 'ci', ...roles, '--expires', '30d']);
  expect(made.code).toBe(0);
  expect(made.stdout).toMatch(/^tct_[\w-]{43}\n$/);
  expect(made.stderr).toMatch(/^Token ci expires at 20\S+Z\. Store it now: it is not shown again\.\n$/);
  const token = made.stdout.trim();
  expect(made.stderr).not.toContain(token);

  expect((await run(['connections', 'describe', 'twilio'], token)).code).toBe(0);
  expect((await run(['list', 'Messages', '--limit', '1'], token)).code).toBe(0);
  expect(await run(['tokens', 'list'], token)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('(PERMISSION_DENIED)'),
  });
  expect(rowsOf((await run(['tokens', 'list'])).stdout)).toMatchObject([
    { name: 'ci', expireTime: expect.any(String) },
  ]);
  expect((await run(['tokens', 'list', '-o', 'table'])).stdout).not.toContain(token);
  expect(await run(['tokens', 'revoke', 'ci'])).toEqual({ code: 0, stdout: '', stderr: 'Revoked the token ci.\n' });
  expect((await run(['connections', 'describe', 'twilio'], token)).code).toBe(1);
  expect((await run(['tokens', 'list', '-o', 'csv'])).stdout).toMatch(/^ci,\S+,\S+,20\S+Z$/m);
});

test('policies add, get and remove manage the roles of members', async () => {
  const ann = ['--member', 'user:ann@example.com', '--role', 'connectors.viewer'];
  const added = await run(['policies', 'add', 'projects/p', ...ann]);
  const bindings = [{ role: 'roles/connectors.viewer', members: ['user:ann@example.com'] }];
  expect(JSON.parse(added.stdout)).toMatchObject({ bindings });
  await run(['policies', 'add', 'projects/p', '--member', 'token:x', '--role', 'connectors.viewer']);
  expect((await run(['policies', 'get', 'projects/p', '-o', 'csv'])).stdout).toBe(
    'Role,Member\nroles/connectors.viewer,token:x\nroles/connectors.viewer,user:ann@example.com\n',
  );
  const removed = await run(['policies', 'remove', 'projects/p', '--member', 'token:x', '--role', 'connectors.viewer']);
  expect(JSON.parse(removed.stdout)).toMatchObject({ bindings });
  const again = await run(['policies', 'remove', 'projects/p', '--member', 'token:x', '--role', 'connectors.viewer']);
  expect(again).toMatchObject({ code: 1, stderr: expect.stringContaining('nothing was changed') });

  expect((await run(['policies', 'add', 'twilio', ...ann])).code).toBe(0);
  expect((await run(['policies', 'get', CONNECTION, '-o', 'csv'])).stdout).toMatch(
    /^roles\/connectors.viewer,user:ann@example.com$/m,
  );
});

test('concurrent changes of a policy are all kept', async () => {
  const members = ['token:a', 'token:b', 'token:c', 'token:d'];
  const ended = await Promise.all(
    members.map((member) =>
      run(['policies', 'add', 'projects/race', '--member', member, '--role', 'connectors.viewer']),
    ),
  );
  expect(ended.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
  const rows = rowsOf((await run(['policies', 'get', 'projects/race', '-o', 'ndjson'])).stdout);
  expect(rows.map(({ member }) => member)).toEqual(members);
});

test('audit lists changes and denied calls, newest first', async () => {
  await run(['tokens', 'create', 'audited']);
  await run(['connections', 'suspend', 'nothing', '--project', 'audited']);
  const [record] = rowsOf((await run(['audit', '--limit', '1'])).stdout);
  expect(record).toMatchObject({ caller: 'administrator', method: 'v1.connections.patch', status: 'NOT_FOUND' });
  const methods = async (...flags: string[]) =>
    rowsOf((await run(['audit', ...flags])).stdout).map(({ method }) => method);
  expect(await methods('--project', 'audited')).toEqual(['v1.connections.patch']);
  expect(await methods('--method', 'admin.tokens.create', '--limit', '1')).toEqual(['admin.tokens.create']);
  expect(await methods('--caller', 'token:nobody')).toEqual([]);
  expect(await methods('--to', '2020-01-01')).toEqual([]);
  expect((await run(['audit', '--resource', 'projects/audited', '-o', 'csv'])).stdout).toMatch(
    /^Time,Caller,Method,Status,Reason,Resource,Entity\n20\S+Z,administrator,v1.connections.patch,NOT_FOUND,UNKNOWN_CONNECTION,projects\/audited\//,
  );
});

test.each([
  [
    'a role without a resource',
    ['tokens', 'create', 'x', '--role', 'connectors.viewer'],
    'Give one --on for each --role',
  ],
  ['a resource without a role', ['tokens', 'create', 'x', '--on', 'twilio'], 'Give one --on for each --role'],
  ['an invalid expiry', ['tokens', 'create', 'x', '--expires', 'soon'], '--expires must be'],
  ['an expiry in the past', ['tokens', 'create', 'x', '--expires', '2020-01-01'], '(INVALID_TOKEN_REQUEST)'],
  ['a token with two invalid fields', ['tokens', 'create', 'X', '--expires', '2020-01-01'], '\n  name must be'],
  ['an unknown role', ['policies', 'add', 'projects/p', '--role', 'king', '--member', 'token:x'], '(INVALID_POLICY)'],
  [
    'a missing member',
    ['policies', 'add', 'projects/p', '--role', 'connectors.viewer'],
    "required option '--member <member>'",
  ],
  ['an invalid time', ['audit', '--from', 'yesterday'], '(INVALID_PARAMETER)'],
])('the command with %s ends with a usage error', async (_, args, message) => {
  const { code, stdout, stderr } = await run(args);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain(message);
});
