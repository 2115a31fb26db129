import { once } from 'node:events';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type CommandBed, runCommand, startCommandBed } from '../command-line.js';
import { startBuilt } from './built-command.js';

const ROWS = 100;
const INSERT = `insert into messages ("to", sender, body)
  select '+15550100001', '+15550100100', 'row ' || n from generate_series(1, ${ROWS}) n`;

let commands: CommandBed;
beforeAll(async () => {
  commands = await startCommandBed();
});
beforeEach(() => commands.bed.simulator.reset());
afterAll(() => commands.bed.close());

const written = () =>
  commands.bed.simulator.snapshot('Messages').filter(({ body }) => String(body).startsWith('row ')).length;

/** Runs the INSERT, and presses Ctrl-C when some of its rows are written. */
async function interrupt(flags: readonly string[], env: Readonly<Record<string, string>>) {
  const child = startBuilt(['sql', INSERT, ...flags], env);
  let said = '';
  child.stderr.on('data', (chunk) => (said += String(chunk)));
  const closed = once(child, 'close');
  await expect.poll(written, { interval: 5 }).toBeGreaterThan(5);
  child.kill('SIGINT');
  const [code] = (await closed) as readonly number[];
  return { code, said };
}

test('Ctrl-C stops an INSERT between two rows, and says which are written', async () => {
  const { code, said } = await interrupt([], commands.twilioEnv);
  expect(code).toBe(130);
  expect(said).toContain(`Rows 1-${written()} written`);
  expect(said).toContain(`Rows ${written() + 1}-${ROWS} not attempted`);
});

test('Ctrl-C stops an INSERT through a connector, which says which are written, and its key writes the others', async () => {
  const { flags, env } = commands.ways.throughConnector;
  const { code, said } = await interrupt(flags, env);
  expect(code).toBe(130);
  expect(said).toContain(`Rows 1-${written()} written`);
  const key = /--idempotency-key (\S+) /.exec(said)?.[1] ?? '';
  const again = await runCommand(['sql', INSERT, ...flags, '--idempotency-key', key], env);
  expect(again.stderr).toContain(`${ROWS} rows written`);
  expect(written()).toBe(ROWS);
});
