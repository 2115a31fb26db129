import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CommandBed, rowsOf, runCommand, startCommandBed } from './command-line.js';

let commands: CommandBed;
let folder: string;
beforeAll(async () => {
  commands = await startCommandBed();
  folder = mkdtempSync(join(tmpdir(), 'twilio-connector-sql-'));
});
afterAll(async () => {
  await commands.bed.close();
  rmSync(folder, { recursive: true });
});

const run = (args: readonly string[], env = commands.twilioEnv) => runCommand(['sql', ...args], env);
const BY_STATUS = 'select status, count(*) as n from messages group by status order by status';

test('sql answers with the same rows with and without a connector', async () => {
  const expected = [...Map.groupBy(commands.bed.simulator.snapshot('Messages'), ({ status }) => String(status))]
    .map(([Status, rows]) => ({ Status, n: rows.length }))
    .toSorted((a, b) => a.Status.localeCompare(b.Status));
  for (const { flags, env } of Object.values(commands.ways)) {
    const { code, stdout, stderr } = await run([BY_STATUS, ...flags], env);
    expect([code, rowsOf(stdout)]).toEqual([0, expected]);
    expect(stderr).toContain(`${expected.length} rows, 1 request to Twilio.`);
  }
});

test('sql --explain shows what a query asks of Twilio, and sends nothing, with and without a connector', async () => {
  for (const { flags, env } of Object.values(commands.ways)) {
    commands.bed.simulator.journal.clear();
    const query = "select sid from messages where date_sent > '2026-11-01'";
    const { code, stdout } = await run(['--explain', query, ...flags], env);
    expect([code, commands.bed.simulator.journal.count]).toEqual([0, 0]);
    expect(stdout).toMatch(
      /^Twilio\n {2}messages: about \d+ requests\n {4}Condition at Twilio: date_sent > '2026-11-01T00:00:00Z'\n/,
    );
    expect(stdout).toContain('\nPostgreSQL\nForeign Scan on messages');
  }
});

test('sql reads its query from a file, and writes CSV', async () => {
  const file = join(folder, 'query.sql');
  writeFileSync(file, 'select count(*) as calls from calls;\n');
  const { code, stdout } = await run(['--file', file, '-o', 'csv']);
  expect([code, stdout]).toEqual([0, `calls\n${commands.bed.simulator.snapshot('Calls').length}\n`]);
});

test('sql shows the error of a query, and refuses one that needs more requests than it may send, in both ways', async () => {
  for (const { flags, env } of Object.values(commands.ways)) {
    expect(await run(['select nothing from messages', ...flags], env)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('column "nothing" does not exist (42703)'),
    });
    const limited = await run(['select count(*) from messages, calls', '--max-requests', '1', ...flags], env);
    expect(limited).toMatchObject({ code: 1, stderr: expect.stringContaining('needs more than its 1 requests') });
  }
});

test.each([
  [[], 'Give a query, or its file with --file.'],
  [['select 1', '--file', 'x.sql'], 'Give a query or --file, not both.'],
])('sql %j is a usage error', async (args, message) => {
  expect(await run(args)).toMatchObject({ code: 2, stderr: expect.stringContaining(message) });
});
