import { expect, test } from 'vitest';
import { startSimulator } from '../src/index.js';
import { resources } from '../src/resources/registry.js';

/** From nothing to an answer over HTTP, and to the whole seed. */
async function measure() {
  const start = performance.now();
  const running = await startSimulator();
  await (await fetch(`${running.url}/2010-04-01/Accounts.json`)).text();
  const answered = performance.now() - start;
  for (const { name } of resources) running.simulator.snapshot(name);
  const seeded = performance.now() - start;
  await running.close();
  return { answered, seeded };
}

test('answers within half a second, with all of its seed as well', async () => {
  const rounds = [await measure(), await measure(), await measure()];
  // The best of three: a busy machine says nothing of the simulator.
  expect(Math.min(...rounds.map(({ answered }) => answered))).toBeLessThan(500);
  expect(Math.min(...rounds.map(({ seeded }) => seeded))).toBeLessThan(500);
  expect(resources.length).toBeGreaterThanOrEqual(70);
});
