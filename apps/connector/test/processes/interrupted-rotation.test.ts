import { afterEach, beforeEach, expect, test } from 'vitest';
import { runCommand } from '../command-line.js';
import { createFolder, type FilledFolder } from '../filled-folder.js';
import { runBuilt } from './built-command.js';

/** Kills the command at its n-th disk write, as `crash` does with the server. */
const PRELOAD = new URL('../crash/kill-at-step.mjs', import.meta.url).href;
const EACH = 7;

let folder: FilledFolder;
beforeEach(() => {
  folder = createFolder();
});
afterEach(() => folder.remove());

test('rotate-key can be killed at any of its disk writes and repeated', async () => {
  await folder.fill();
  const rotate = ['secrets', 'rotate-key', '--data', folder.data];
  let kills = 0;
  for (let step = 1, isCut = true; isCut; step += EACH) {
    const env = { NODE_OPTIONS: `--import=${PRELOAD}`, CRASH_AT_STEP: String(step) };
    isCut = (await runBuilt(rotate, env)).code !== 0;
    kills += Number(isCut);
    await folder.checkWhole();
  }
  expect(kills).toBeGreaterThan(5);
  expect(await runCommand(rotate, {})).toMatchObject({ code: 0 });
  expect(folder.keys()).toHaveLength(1);
  await folder.checkWhole();
});
