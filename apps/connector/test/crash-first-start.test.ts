import { beforeAll, expect, test } from 'vitest';
import { buildCommand } from './command-line.js';
import { cutFirstStart, killFirstStart } from './crash/first-start.ts';

beforeAll(buildCommand);

/** Runs a start for each of them, two at a time. @returns what is wrong, by what they were given */
async function flawsOf(starts: readonly number[], cut: typeof cutFirstStart) {
  const found: [number, string][] = [];
  const left = starts.values();
  const work = async () => {
    for (const given of left) {
      const { flaw } = await cut(given);
      if (flaw !== undefined) found.push([given, flaw]);
    }
  };
  await Promise.all([work(), work()]);
  return found;
}

test('a first start that is ended at any of its changes on the disk leaves what the next one starts on', async () => {
  // The token, the vault key, the tables and the first connection: all that is done until it listens.
  const steps = Array.from({ length: 60 }, (_, index) => index + 1);
  const last = await cutFirstStart(steps.length);
  expect(last).toEqual({ wasCut: false, flaw: undefined });
  expect(await flawsOf(steps.slice(0, -1), cutFirstStart)).toEqual([]);
}, 300_000);

test('so does one that is ended by the clock', async () => {
  expect(await flawsOf([100, 200, 300, 350, 400, 500], killFirstStart)).toEqual([]);
}, 120_000);
