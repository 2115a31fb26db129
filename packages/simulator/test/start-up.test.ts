import { expect, test } from 'vitest';
import { startSimulator } from '../src/index.js';
import { resources } from '../src/resources/registry.js';

/** The CPU time of this thread in milliseconds. Other processes do not disturb it. */
function cpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** Measures the CPU time from the start to the first response, and to the complete seed data. */
async function measure() {
  const start = cpuMs();
  const running = await startSimulator();
  await (await fetch(`${running.url}/2010-04-01/Accounts.json`)).text();
  const answered = cpuMs() - start;
  for (const name of new Set(resources.map((resource) => resource.name))) running.simulator.snapshot(name);
  const seeded = cpuMs() - start;
  await running.close();
  return { answered, seeded };
}

test('the simulator answers after 500 ms of CPU time at most, and seeds all resources within 500 ms', async () => {
  const rounds = [await measure(), await measure(), await measure()];
  // The best of three rounds, since the first one also compiles the code.
  expect(Math.min(...rounds.map(({ answered }) => answered))).toBeLessThan(500);
  expect(Math.min(...rounds.map(({ seeded }) => seeded))).toBeLessThan(500);
  expect(resources.length).toBeGreaterThanOrEqual(70);
});
