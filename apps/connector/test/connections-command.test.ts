import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type CommandBed, rowsOf, runCommand, startCommandBed } from './command-line.js';
import { connectionJson } from './connection-json.js';

let commands: CommandBed;
let bed: CommandBed['bed'];
beforeAll(async () => {
  commands = await startCommandBed();
  ({ bed } = commands);
  await run(['secrets', 'create', 'token', '--data-file', '-'], bed.simulator.authToken);
  await run(['secrets', 'create', 'wrong-token', '--data-file', '-'], 'wrong');
});
beforeEach(() => bed.simulator.clearFaults());
afterAll(() => bed.close());

const env = () => ({ CONNECTOR_TOKEN: bed.token });
const run = (args: readonly string[], input?: string) => runCommand([...args, '--server', bed.url], env(), input);
const connections = (args: readonly string[], input?: string) => run(['connections', ...args], input);

const connection = (secret?: string, fields?: object) => connectionJson(bed, secret, fields);

/** The IDs of the connections that a list returns. */
async function listed(...flags: string[]): Promise<string[]> {
  const { stdout } = await connections(['list', ...flags]);
  return rowsOf(stdout).map(({ name }) => String(name).split('/').at(-1) ?? '');
}

test('a connection can be created, tested, patched, suspended, resumed and deleted', async () => {
  const made = await connections(['create', 'life', '-f', '-'], connection());
  expect(made.code).toBe(0);
  expect(JSON.parse(made.stdout)).toMatchObject({
    name: 'projects/local/locations/local/connections/life',
    status: { state: 'ACTIVE' },
  });
  expect(await connections(['test', 'life'])).toMatchObject({ code: 0, stdout: expect.stringContaining('"ACTIVE"') });

  const patched = await connections([
    'patch',
    'life',
    '--set',
    'nodeConfig.minNodeCount=3',
    '--set',
    'labels.team=front',
  ]);
  expect(JSON.parse(patched.stdout)).toMatchObject({ nodeConfig: { minNodeCount: 3 }, labels: { team: 'front' } });
  const fromFile = ['patch', 'life', '-f', '-', '--update-mask', 'description'];
  expect(JSON.parse((await connections(fromFile, '{"description":"5","labels":{}}')).stdout)).toMatchObject({
    description: '5',
    labels: { team: 'front' },
  });

  const suspended = await connections(['suspend', 'life', '-o', 'csv']);
  expect(suspended.stdout).toMatch(/^life,local,INACTIVE,yes,3-50,/m);
  expect(await connections(['test', 'life'])).toMatchObject({ code: 1, stderr: expect.stringContaining('ERROR') });
  expect((await connections(['resume', 'life', '-o', 'csv'])).stdout).toMatch(/^life,local,ACTIVE,"",3-50,/m);

  expect(await connections(['delete', 'life'])).toMatchObject({ code: 0, stdout: '' });
  expect(await connections(['describe', 'life'])).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(
      /There is no connection ".*"\. Use connections\.list to list the connections\. \(UNKNOWN_CONNECTION\)\n$/,
    ),
  });
});

test('connections list filters, sorts and limits in every output format', async () => {
  const place = '/v1/projects/local/locations/local/connections';
  const headers = { Authorization: `Bearer ${bed.token}` };
  for (let index = 0; index < 6; index += 1) {
    const body = connection('token', { suspended: true, labels: { group: String(index % 2) } });
    await bed.request(`${place}?connectionId=many-${index}`, { method: 'POST', headers, body });
  }
  const all = await listed();
  expect(all).toHaveLength(7);
  expect(await listed('--filter', 'labels.group = 1')).toHaveLength(3);
  expect(await listed('--order-by', 'name desc', '--limit', '2')).toEqual(['twilio', 'many-5']);
  expect(await listed('--location', '-', '--project', 'other')).toEqual([]);

  const table = (await connections(['list', '--filter', 'name:twilio', '-o', 'table'])).stdout.split('\n');
  expect(table[0]).toMatch(/^Connection +Location +State/);
  expect(table[2]).toMatch(/^twilio +local +ACTIVE/);
  expect(JSON.parse((await connections(['list', '--limit', '2', '-o', 'json'])).stdout)).toHaveLength(2);
  expect((await connections(['list', '--filter', 'name:nothing', '-o', 'csv'])).stdout).toMatch(/^Connection,.*\n$/);
  const whole = 'projects/local/locations/local/connections/twilio';
  expect(JSON.parse((await connections(['describe', whole])).stdout)).toMatchObject({ name: whole });
});

test('connections list reads every page, but none beyond its limit', async () => {
  const asked: string[] = [];
  const pages = createServer((request, response) => {
    const page = Number(new URL(request.url ?? '', 'http://x').searchParams.get('pageToken') ?? 0);
    asked.push(String(page));
    const body = { connections: [{ name: `a-${page}` }, { name: `b-${page}` }], nextPageToken: String(page + 1) };
    response.end(JSON.stringify(page === 2 ? { connections: [{ name: 'last' }] } : body));
  });
  await once(pages.listen(0, '127.0.0.1'), 'listening');
  const { port } = pages.address() as AddressInfo;
  const list = (...flags: string[]) =>
    runCommand(['connections', 'list', '--server', `http://127.0.0.1:${port}/`, ...flags], env());
  const names = rowsOf((await list()).stdout).map(({ name }) => name);
  expect(names).toEqual(['a-0', 'b-0', 'a-1', 'b-1', 'last']);
  expect(asked.splice(0)).toEqual(['0', '1', '2']);
  expect(rowsOf((await list('--limit', '2')).stdout)).toHaveLength(2);
  expect(asked).toEqual(['0']);
  pages.close();
});

test('connections create lists violations one per line and warns about credentials that Twilio rejects', async () => {
  const wrong = connection('token', { nodeConfig: { minNodeCount: 0, maxNodeCount: 500 }, description: 5 });
  const refused = await connections(['create', 'wrong', '-f', '-'], wrong);
  expect(refused.code).toBe(2);
  expect(refused.stdout).toBe('');
  const [head, ...lines] = refused.stderr.trimEnd().split('\n');
  expect(head).toBe('twilio-connector: The connection is not valid (INVALID_CONNECTION):');
  expect(lines).toEqual([
    expect.stringMatching(/^ {2}description is a number/),
    expect.stringMatching(/^ {2}nodeConfig.minNodeCount is 0/),
    expect.stringMatching(/^ {2}nodeConfig.maxNodeCount is 500/),
  ]);
  const unauthorized = await connections(['create', 'unauthorized', '-f', '-'], connection('wrong-token'));
  expect(unauthorized).toMatchObject({ code: 0, stderr: expect.stringContaining('AUTHORIZATION_REQUIRED') });
  expect(await connections(['test', 'unauthorized'])).toMatchObject({ code: 1 });
});

test.each([
  ['invalid JSON', ['create', 'x', '-f', '-'], '{', 'Standard input is not valid JSON at character 1'],
  ['a JSON array', ['create', 'x', '-f', '-'], '[]', 'must contain a JSON object'],
  ['a missing file', ['create', 'x', '-f', '/nowhere'], '', 'Cannot read the file /nowhere (ENOENT).'],
  ['patch without changes', ['patch', 'x'], '', 'Give the changes with either --set field=value or --file'],
  ['a file without a mask', ['patch', 'x', '-f', '-'], '{}', '--file requires --update-mask'],
  ['a setting without a value', ['patch', 'x', '--set', 'description'], '', '--set must be field=value'],
  ['a malformed connection name', ['describe', 'projects/p/x'], '', 'Expected a connection ID or projects/'],
  ['a malformed operation name', ['wait', 'x'], '', 'Expected projects/{project}/locations/'],
  ['an empty idempotency key', ['delete', 'x', '--idempotency-key', ''], '', 'visible ASCII'],
  ['a limit of 0', ['list', '--limit', '0'], '', 'It must be 1 or more'],
  ['an invalid filter', ['list', '--filter', 'labels.x >'], '', 'INVALID_PARAMETER'],
])('the command with %s ends with a usage error', async (_, args, input, message) => {
  const { code, stdout, stderr } = await connections(args, input);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain(message);
  expect(stderr).not.toMatch(/at .*\.js:\d+/);
});

test('commands report a missing token, a wrong token and a missing connector, and read the local token file', async () => {
  const list = ['connections', 'list', '--server', bed.url];
  expect(await runCommand(list, {})).toMatchObject({ code: 2, stderr: expect.stringContaining('set CONNECTOR_TOKEN') });
  const wrong = await runCommand(list, { CONNECTOR_TOKEN: 'a'.repeat(20) });
  expect(wrong).toMatchObject({ code: 1, stderr: expect.stringMatching(/\([A-Z_]+\)\n$/) });
  expect(await runCommand(['connections', 'list'], { ...env(), PORT: '1' })).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('No connector answers at http://127.0.0.1:1'),
  });
  // The token of a local connector comes from its data folder.
  const data = mkdtempSync(join(tmpdir(), 'twilio-connector-token-'));
  writeFileSync(join(data, 'token'), `${bed.token}\n`);
  const here = { CONNECTOR_DATA: data, PORT: new URL(bed.url).port };
  expect((await runCommand(['connections', 'list'], here)).code).toBe(0);
  expect((await runCommand(list, here)).code).toBe(0);
  rmSync(data, { recursive: true });
});

test('connections create with a repeated idempotency key returns the first result', async () => {
  const create = ['create', 'once', '-f', '-', '--idempotency-key', 'create-once'];
  const first = await connections(create, connection());
  expect(first.code).toBe(0);
  expect(await connections(create, connection())).toEqual({
    ...first,
    stderr: expect.stringContaining('Already carried out with this idempotency key: nothing was sent again.'),
  });
  expect(await connections(['create', 'once', '-f', '-'], connection())).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('(CONNECTION_EXISTS)'),
  });
});
