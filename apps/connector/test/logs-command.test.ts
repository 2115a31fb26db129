import { EventEmitter } from 'node:events';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runProgram } from '../src/cli/program.js';
import { rowsOf, runCommand, runOnTerminal } from './command-line.js';
import { startTestBed, type TestBed } from './test-bed.js';

const SID = `SM${'f'.repeat(32)}`;
let bed: TestBed;
beforeAll(async () => {
  bed = await startTestBed();
  const set = ['--set', 'logConfig.enabled=true', '--set', 'logConfig.level=INFO'];
  await run(['connections', 'patch', 'twilio', ...set]);
  for (let call = 0; call < 3; call += 1) await bed.call('/entityTypes/Messages/entities?pageSize=1');
  await bed.call(`/entityTypes/Messages/entities/${SID}`);
});
afterAll(() => bed.close());

const env = () => ({ CONNECTOR_TOKEN: bed.token, PORT: new URL(bed.url).port });
const run = (args: readonly string[]) => runCommand(args, env());
const FILTER = ['--filter', 'jsonPayload.twilioRequests > 0'];

test('logs shows the newest entries of a connection, oldest first, as NDJSON without a terminal', async () => {
  const { code, stdout, stderr } = await run(['logs', 'twilio', ...FILTER, '--limit', '3']);
  expect([code, stderr]).toEqual([0, '']);
  expect(rowsOf(stdout).map(({ severity }) => severity)).toEqual(['INFO', 'INFO', 'ERROR']);
  const failed = await run(['logs', 'twilio', '--level', 'error', '-o', 'csv']);
  expect(failed.stdout).toMatch(
    /^Time,Severity,Message,Duration,Requests,Caller,Call\n[\d-]+T\S+Z,ERROR,GET Messages failed: NOT_FOUND \(TWILIO_20404\),\d+ ms,1,administrator,[0-9a-f]{32}\n$/,
  );
});

test.each([80, 200])('on a terminal of %i columns, each entry is a line that fits', async (columns) => {
  const { code, screen } = await runOnTerminal(['logs', 'twilio', ...FILTER], env(), { columns });
  expect(code).toBe(0);
  const shown = screen
    .replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}/g, '2026-11-30 08:15:59.123')
    .replaceAll(/\(\d+ ms\)/g, '(7 ms)')
    .replaceAll(/[0-9a-f]{32}/g, '0123456789abcdef0123456789abcdef');
  expect(Math.max(...screen.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(columns);
  expect(shown.replaceAll(/ +/g, ' ')).toMatchSnapshot();
});

test('a log without entries says why', async () => {
  const { screen } = await runOnTerminal(['logs', 'twilio', '--since', '2999-01-01'], env());
  expect(screen).toBe('No entries. A connection is logged only if its logConfig is enabled.\n');
});

/** Starts the command, and collects its lines. */
function start(args: readonly string[]) {
  const lines: string[] = [];
  const write = (chunk: Buffer, _: string, done: () => void) => {
    lines.push(...chunk.toString().split('\n').filter(Boolean));
    done();
  };
  const process = Object.assign(new EventEmitter(), {
    argv: ['node', 'twilio-connector', ...args],
    env: env(),
    stdout: new Writable({ write }),
    stderr: new Writable({ write }),
    exitCode: 0,
  });
  const ended = runProgram(process as unknown as NodeJS.Process).then(() => process.exitCode);
  return { lines, ended, interrupt: () => process.emit('SIGINT') };
}

const turn = () => new Promise((resolve) => setTimeout(resolve, 5));

test('--follow goes on with new entries until Ctrl-C, and then ends without an error', async () => {
  const { lines, ended, interrupt } = start(['logs', 'twilio', '--follow', '--since', '1h', ...FILTER]);
  while (lines.length < 4) await turn();
  const id = (await bed.call('/entityTypes/Calls/entities?pageSize=1')).headers.get('x-call-id');
  while (lines.length < 5) await turn();
  interrupt();
  expect(await ended).toBe(0);
  expect(lines.map((line) => (JSON.parse(line) as Record<string, any>).operation.id).slice(4)).toEqual([id]);
});

test.each([
  [['logs', 'nothing'], 1, 'UNKNOWN_CONNECTION'],
  [['logs', 'nothing', '--follow'], 1, 'UNKNOWN_CONNECTION'],
  [['logs', 'twilio', '--filter', 'x = 1'], 2, 'unknown field x'],
  [['logs', 'twilio', '--follow', '-o', 'table'], 2, '--follow has no table'],
  [['logs', 'twilio', '--since', 'noon'], 2, '--since must be a duration'],
  [['logs', 'twilio', '--level', 'loud'], 2, 'Allowed choices are error, info, debug.'],
] as const)('%j exits with %i', async (args, code, message) => {
  const ended = await run(args);
  expect([ended.code, ended.stderr.replaceAll('\n', ' ')]).toEqual([code, expect.stringContaining(message)]);
});
