import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type CommandBed, rowsOf, startCommandBed } from '../command-line.js';
import { connectionJson } from '../connection-json.js';
import { cli, runBuilt } from './built-command.js';

let commands: CommandBed;
let bed: CommandBed['bed'];
beforeAll(async () => {
  commands = await startCommandBed();
  ({ bed } = commands);
});
beforeEach(() => bed.simulator.reset());
afterAll(() => bed.close());

const MESSAGE = ['create', 'Messages', '--set', 'To=+15550100001', '--set', 'Sender=+15550100100', '--set', 'Body=x'];

test.each(['inProcess', 'throughConnector'] as const)(
  'a process that lists, reads or writes %s writes its rows, ends by itself and has the exit code of its outcome',
  async (name) => {
    const { flags, env } = commands.ways[name];
    const run = (...args: string[]) => runBuilt([...args, ...flags], env);
    const listed = await run('list', 'Recordings');
    expect(listed).toMatchObject({ code: 0, stderr: '' });
    expect(rowsOf(listed.stdout)).toHaveLength(bed.simulator.snapshot('Recordings').length);
    expect((await run(...MESSAGE)).code).toBe(0);
    expect((await run('get', 'Calls', `CA${'9'.repeat(32)}`)).code).toBe(1);
    expect((await run('create', 'Messages', '--set', 'To=1')).code).toBe(2);
    bed.simulator.addFault({ kind: 'dropAfterProcessing', method: 'POST', count: 1 });
    expect((await run(...MESSAGE)).code).toBe(3);
  },
);

test('a process reads a secret and a connection from a pipe, and writes a secret and a file to one', async () => {
  const env = { CONNECTOR_TOKEN: bed.token };
  const run = (args: readonly string[], input?: string) => runBuilt([...args, '--server', bed.url], env, input);
  await run(['secrets', 'create', 'token', '--data-file', '-'], bed.simulator.authToken);
  expect(await run(['secrets', 'access', 'token'])).toEqual({ code: 0, stdout: bed.simulator.authToken, stderr: '' });
  expect(await run(['connections', 'create', 'piped', '-f', '-'], connectionJson(bed))).toMatchObject({ code: 0 });
  const download = ['run', 'DownloadRecording', '--set', 'Sid=RE2e915e78549694bd0a0742d2d39454e5'];
  const file = await run([...download, '--set', 'Format=wav']);
  expect([file.code, file.stdout.slice(0, 4)]).toEqual([0, 'RIFF']);
});

test('a process whose reader stops early ends without an error', async () => {
  const script = `node '${cli}' list Messages | head -n 1; echo "\${PIPESTATUS[0]}"`;
  const env = { PATH: process.env.PATH, ...commands.twilioEnv };
  const { stdout, stderr } = await promisify(execFile)('bash', ['--norc', '-c', script], { env });
  expect(stderr).toBe('');
  expect(stdout).toMatch(/^\{"Sid":"[^\n]+\}\n0\n$/);
});
