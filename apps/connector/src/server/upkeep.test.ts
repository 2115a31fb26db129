import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { temporaryStore } from '../../test/connection-parts.js';
import { startUpkeep } from './upkeep.js';

beforeEach(() => vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }));
afterEach(() => vi.useRealTimers());

const MINUTE = 60_000;
const TIME = Date.parse('2026-11-29T12:00:00Z');

async function start() {
  const store = await temporaryStore();
  const steps: string[] = [];
  const step = (name: string) => async () => void steps.push(name);
  const errors: unknown[] = [];
  const failing = { step: '' };
  const stop = startUpkeep({
    store,
    clock: { now: () => TIME, save: step('save the time') },
    purged: ['a', 'b'].map((name) => ({
      async purge({ now, pause }) {
        expect(now).toBe(TIME);
        steps.push(`purge ${name}`);
        await pause?.();
        if (failing.step === name) throw new Error(name);
        return 0;
      },
    })),
    flushed: [{ flush: step('write sums'), close: step('write every sum') }],
    connections: { resume: step('resume changes'), closeIdle: () => void steps.push('release runtimes') },
    onError: (error) => errors.push(error),
  });
  /** The steps since the last call, sorted, since jobs of different schedules run side by side. */
  const taken = async () => {
    for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
    return steps.splice(0).toSorted();
  };
  return { stop, taken, errors, failing };
}

const HOURLY = ['purge a', 'purge b'];
const EVERY_MINUTE = ['release runtimes', 'resume changes', 'save the time', 'write sums'];

test('the upkeep resumes changes, saves the time and writes sums every minute, and purges every hour', async () => {
  const { stop, taken, errors } = await start();
  expect(await taken()).toEqual([...HOURLY, ...EVERY_MINUTE]);
  await vi.advanceTimersByTimeAsync(MINUTE);
  expect(await taken()).toEqual(EVERY_MINUTE);
  for (let minute = 2; minute < 60; minute += 1) {
    await vi.advanceTimersByTimeAsync(MINUTE);
    await taken();
  }
  await vi.advanceTimersByTimeAsync(MINUTE);
  expect(await taken()).toEqual([...HOURLY, ...EVERY_MINUTE]);
  await stop();
  expect(errors).toEqual([]);
});

test('when the upkeep ends, it saves the time and writes what is still in memory', async () => {
  const { stop, taken } = await start();
  await taken();
  await stop();
  expect(await taken()).toEqual(['save the time', 'write every sum']);
});

test('a purge that fails does not keep the others from running', async () => {
  const { stop, taken, errors, failing } = await start();
  failing.step = 'a';
  expect(await taken()).toEqual([...HOURLY, ...EVERY_MINUTE]);
  expect(errors).toEqual([new Error('a')]);
  await stop();
});
