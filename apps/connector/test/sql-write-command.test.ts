import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type CommandBed, rowsOf, runCommand, runOnTerminal, startCommandBed } from './command-line.js';

let commands: CommandBed;
const folder = mkdtempSync(join(tmpdir(), 'twilio-connector-sql-'));
beforeAll(async () => {
  commands = await startCommandBed();
});
beforeEach(() => commands.bed.simulator.reset());
afterAll(async () => {
  await commands.bed.close();
  rmSync(folder, { recursive: true });
});

const ways = () => {
  const { inProcess, throughConnector } = commands.ways;
  return [{ ...inProcess, env: { ...inProcess.env, CONNECTOR_DATA: join(folder, 'data') } }, throughConnector];
};
const SEND = `insert into messages ("to", sender, body) values ('+15550100001', '+15550100100', 'by sql') returning body`;
const sent = () => commands.bed.simulator.snapshot('Messages').filter(({ body }) => body === 'by sql').length;

test('sql writes, and shows what it returns', async () => {
  for (const { flags, env } of ways()) {
    commands.bed.simulator.reset();
    const { code, stdout, stderr } = await runCommand(['sql', SEND, ...flags], env);
    expect([code, rowsOf(stdout), sent()]).toEqual([0, [{ Body: 'by sql' }], 1]);
    expect(stderr).toContain('1 row written, 1 request to Twilio.');
  }
});

test('sql with an idempotency key writes once, and refuses another statement with that key', async () => {
  for (const { flags, env } of ways()) {
    commands.bed.simulator.reset();
    const run = (sql: string) => runCommand(['sql', sql, ...flags, '--idempotency-key', 'sql'], env);
    const first = await run(SEND);
    const second = await run(SEND);
    expect([first.code, second.stdout, sent()]).toEqual([0, first.stdout, 1]);
    expect(second.stderr).toContain('Already carried out with this idempotency key: nothing was sent again.');
    expect(await run(`${SEND}, sid`)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('was used for another request'),
    });
    expect(sent()).toBe(1);
  }
});

test('sql --explain shows what would be written, and sends nothing', async () => {
  commands.bed.simulator.journal.clear();
  for (const { flags, env } of ways()) {
    const { code, stdout } = await runCommand(['sql', SEND, '--explain', ...flags], env);
    expect([code, stdout]).toEqual([
      0,
      'Write\n  INSERT messages: 1 request\n    Columns: to, sender, body\nTwilio\n  No table is read.\n',
    ]);
  }
  expect(commands.bed.simulator.journal.count).toBe(0);
});

test.each([
  [SEND, 'This sends a message, which costs money and reaches a person. Continue?'],
  [
    `delete from messages where status = 'failed'`,
    'This permanently deletes the message, for each row that the query finds.',
  ],
  [
    `call send_message("to" => '+15550100001', sender => '+15550100100', body => 'by sql')`,
    'This sends a message, which costs money and reaches a person. Continue?',
  ],
])('on a terminal, sql asks before %s', async (sql, question) => {
  const { code, screen } = await runOnTerminal(['sql', sql, '--bulk'], commands.twilioEnv, {
    typed: 'n\n',
    columns: 200,
  });
  expect([code, sent()]).toEqual([1, 0]);
  expect(screen).toContain(question);
});

test('sql needs --bulk to select rows by other columns than the key', async () => {
  const sql = `delete from messages where status = 'failed'`;
  expect(await runCommand(['sql', sql], commands.twilioEnv)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('does not allow DELETE of Messages by a condition'),
  });
  expect(await runCommand(['sql', sql, '--bulk'], commands.twilioEnv)).toMatchObject({
    code: 0,
    stdout: '',
    stderr: expect.stringMatching(/^\d+ rows written, \d+ requests to Twilio\.$/m),
  });
});
