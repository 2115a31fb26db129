import { expect, test } from 'vitest';
import { temporaryStore } from '../../test/connection-parts.js';
import { openRetentionClock } from './retention-clock.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = Date.parse('2026-11-29T12:00:00Z');

/** A machine with a wall clock that can be wrong, and one data folder. */
async function startMachine() {
  const store = await temporaryStore();
  let real = START;
  let error = 0;
  const open = () => openRetentionClock({ store, now: () => real + error, steadyNow: () => real - START });
  return {
    /** Starts a process. */
    open,
    pass(ms: number) {
      real += ms;
    },
    /** Sets how far the wall clock is ahead of real time. */
    setError(ms: number) {
      error = ms;
    },
    real: () => real,
  };
}

test('the retention clock follows the wall clock while that is right, across processes', async () => {
  const machine = await startMachine();
  const first = await machine.open();
  machine.pass(HOUR);
  expect(first.now()).toBe(machine.real());
  await first.save();
  machine.pass(2 * DAY);
  const second = await machine.open();
  machine.pass(5);
  expect(second.now()).toBe(machine.real());
});

test.each([30 * DAY, -30 * DAY])(
  'a jump of the wall clock by %i ms does not move the retention clock',
  async (jump) => {
    const machine = await startMachine();
    const clock = await machine.open();
    machine.setError(jump);
    machine.pass(60_000);
    expect(clock.now()).toBe(START + 60_000);
  },
);

test('a process that starts after a forward jump of the wall clock does not count the jump as time that passed', async () => {
  const machine = await startMachine();
  const first = await machine.open();
  machine.setError(30 * DAY);
  machine.pass(60_000);
  await first.save();
  machine.pass(HOUR);
  expect((await machine.open()).now()).toBe(machine.real());
});

test('a process that starts while the wall clock is behind continues from the stored time', async () => {
  const machine = await startMachine();
  await (await machine.open()).save();
  machine.setError(-30 * DAY);
  machine.pass(HOUR);
  const clock = await machine.open();
  expect(clock.now()).toBe(START);
  machine.pass(HOUR);
  expect(clock.now()).toBe(START + HOUR);
});

test('a wall clock that starts in 1970 after a boot and is set later never makes the retention clock run ahead', async () => {
  const machine = await startMachine();
  await (await machine.open()).save();
  machine.setError(-START);
  const second = await machine.open();
  machine.pass(4 * HOUR);
  await second.save();
  machine.setError(0);
  machine.pass(HOUR);
  expect((await machine.open()).now()).toBe(machine.real());
});

test('a wall clock that was ahead and is corrected never makes the retention clock run ahead', async () => {
  const machine = await startMachine();
  const first = await machine.open();
  machine.setError(30 * DAY);
  await first.save();
  machine.setError(0);
  machine.pass(HOUR);
  const second = await machine.open();
  machine.pass(HOUR);
  await second.save();
  machine.pass(HOUR);
  const third = await machine.open();
  expect(third.now()).toBe(START + HOUR);
  machine.pass(HOUR);
  expect(third.now()).toBe(START + 2 * HOUR);
});
