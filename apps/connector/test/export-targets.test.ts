import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { useCommandFolder } from './command-folder.js';
import { rowsOf, runCommand } from './command-line.js';

const commands = useCommandFolder();

const run = (...args: string[]) => runCommand(['export', ...args], commands.twilioEnv);
const at = (name: string) => join(commands.folder, name);

test('refuses an ending that names no format, unless the format is given', async () => {
  commands.bed.simulator.journal.clear();
  for (const file of ['m.xlsx', 'm.json.gz', 'm.csv.bz2']) {
    const { code, stderr } = await run('Messages', '--to', at(file));
    expect([code, stderr.replaceAll(/\s+/g, ' ')]).toEqual([
      2,
      expect.stringMatching(/--to .* has the ending \.\w+, .* Use \.ndjson, \.csv, \.parquet, or .* with --format\./),
    ]);
  }
  expect([readdirSync(commands.folder), commands.bed.simulator.journal.count]).toEqual([[], 0]);
  expect((await run('Messages', '--to', at('m.xlsx'), '--format', 'csv')).code).toBe(0);
  expect(readFileSync(at('m.xlsx'), 'utf8')).toMatch(/^Sid,/);
  await run('Messages', '--to', at('M.CSV'));
  expect(readFileSync(at('M.CSV'), 'utf8')).toMatch(/^Sid,/);
  await run('Messages', '--to', at('without an ending'));
  expect(rowsOf(readFileSync(at('without an ending'), 'utf8'))[0]).toHaveProperty('Sid');
});

test('says that it creates a missing folder, of a file and of several', async () => {
  const created = async (...args: string[]) =>
    /^Creating the folder (.*)\.$/m.exec((await run(...args)).stderr)?.[1] ?? 'nothing';
  expect(await created('Messages', '--to', at('new/m.csv'))).toBe(at('new'));
  expect(await created('Messages', '--to', at('new/again.csv'))).toBe('nothing');
  expect(await created('Messages', 'Calls', '--to', at('many/of them'))).toBe(at('many/of them'));
  expect(await created('Messages', '--to', at('changes'), '--where', 'DateSent IS NOT NULL', '--since-last')).toBe(
    at('changes'),
  );
  expect(await created('Messages', '--to', '-')).toBe('nothing');
});
