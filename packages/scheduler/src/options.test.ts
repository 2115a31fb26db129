import { expect, test } from 'vitest';
import { systemClock } from './clock.js';
import { resolveOptions } from './options.js';

test('fills in the defaults', () => {
  expect(resolveOptions({ nodes: 2 })).toEqual({
    nodes: 2,
    ratePerNode: 25,
    maxWaitMs: 10_000,
    queueMs: 10_000,
    guardMs: 5,
    clock: systemClock,
  });
});

test.each([
  [{ nodes: 0 }, 'nodes is 0; give a whole number from 1.'],
  [{ nodes: 1.5 }, 'nodes is 1.5; give a whole number from 1.'],
  [{ nodes: Number.NaN }, 'nodes is NaN; give a whole number from 1.'],
  [{ nodes: 2, ratePerNode: 0 }, 'ratePerNode is 0; give a whole number from 1.'],
  [{ nodes: 2, maxWaitMs: -1 }, 'maxWaitMs is -1; give a number from 0.'],
  [{ nodes: 2, queueMs: Number.POSITIVE_INFINITY }, 'queueMs is Infinity; give a number from 0.'],
  [{ nodes: 2, guardMs: -5 }, 'guardMs is -5; give a number from 0.'],
])('%o is refused by name', (options, sentence) => {
  expect(() => resolveOptions(options)).toThrow(
    expect.objectContaining({
      name: 'SchedulerOptionsError',
      code: 'INVALID_OPTIONS',
      message: `createScheduler: ${sentence}`,
    }),
  );
});
