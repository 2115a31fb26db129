import { expect, test } from 'vitest';
import { startSimulator } from '../src/index.js';
import { resources } from '../src/resources/registry.js';

/** Measures the time from the start to the first response, and to the complete seed data. */
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

test('the simulator answers within 500 ms of its start, and seeds all resources within 500 ms', async () => {
  const rounds = [await measure(), await measure(), await measure()];
  // The best of three rounds, since a busy machine slows single rounds down.
  expect(Math.min(...rounds.map(({ answered }) => answered))).toBeLessThan(500);
  expect(Math.min(...rounds.map(({ seeded }) => seeded))).toBeLessThan(500);
  expect(resources.length).toBeGreaterThanOrEqual(70);
});
