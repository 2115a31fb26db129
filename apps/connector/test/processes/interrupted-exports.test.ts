import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { useCommandFolder } from '../command-folder.js';
import { partsIn } from '../crash/kill-bed.ts';
import { runBuilt, startBuilt } from './built-command.js';

const commands = useCommandFolder();

/** Starts an export whose requests for calls wait, and interrupts it when they do. */
async function interrupt(args: readonly string[], isReady: () => boolean = () => true) {
  const held = commands.bed.holdRequest('GET');
  const child = startBuilt(['export', ...args], commands.twilioEnv);
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  await held.arrived;
  await expect.poll(isReady, { timeout: 10_000 }).toBe(true);
  child.kill('SIGINT');
  const code = await ended;
  held.release();
  return { code, said };
}

test('Ctrl-C ends an export with exit code 130, and says how to continue what is complete', async () => {
  const target = join(commands.folder, 'calls.ndjson');
  // Each key is a part of its own, and the last one is held.
  const sids = commands.bed.simulator
    .snapshot('Calls')
    .slice(0, 3)
    .map(({ sid }) => String(sid));
  const where = `Sid IN (${sids.map((sid) => `'${sid}'`).join()})`;
  commands.bed.simulator.addFault({ kind: 'slow', ms: 0, count: 2 });
  const first = await interrupt(['Calls', '--where', where, '--to', target], () => partsIn(target).length === 2);
  expect(first.code).toBe(130);
  expect(first.said).toContain('Interrupted. Repeat the command with --resume to continue.');
  expect(readdirSync(commands.folder).filter((name) => name === 'calls.ndjson')).toEqual([]);
  const resumed = await runBuilt(['export', 'Calls', '--where', where, '--to', target, '--resume'], commands.twilioEnv);
  expect(resumed.code).toBe(0);
  const keys = readFileSync(target, 'utf8')
    .trim()
    .split('\n')
    .map((line) => String((JSON.parse(line) as { Sid: string }).Sid));
  expect(keys.toSorted((a, b) => a.localeCompare(b))).toEqual(sids.toSorted((a, b) => a.localeCompare(b)));
});

test('Ctrl-C leaves nothing of an export whose list is read in one part', async () => {
  const { code, said } = await interrupt(['Messages', '--to', join(commands.folder, 'messages.csv')]);
  expect(code).toBe(130);
  expect(said).toContain('Interrupted. Nothing was kept, because no part of the list was complete.');
  expect(readdirSync(commands.folder)).toEqual([]);
});
