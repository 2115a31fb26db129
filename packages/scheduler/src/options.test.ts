import { expect, test } from 'vitest';
import { systemClock } from './clock.js';
import { resolveOptions } from './options.js';

test('resolveOptions fills in the defaults', () => {
  expect(resolveOptions({ nodes: 2 })).toEqual({
    nodes: { min: 2, max: 2 },
    ratePerNode: 25,
    maxWaitMs: 10_000,
    queueMs: 10_000,
    guardMs: 5,
    onScale: expect.any(Function),
    clock: systemClock,
  });
});

test.each([
  [{ nodes: 0 }, 'nodes is 0; expected a whole number of at least 1.'],
  [{ nodes: 1.5 }, 'nodes is 1.5; expected a whole number of at least 1.'],
  [{ nodes: Number.NaN }, 'nodes is NaN; expected a whole number of at least 1.'],
  [{ nodes: { min: 0, max: 2 } }, 'nodes.min is 0; expected a whole number of at least 1.'],
  [{ nodes: { min: 3, max: 2 } }, 'nodes.max is 2; expected a whole number of at least 3.'],
  [{ nodes: 2, ratePerNode: 0 }, 'ratePerNode is 0; expected a whole number of at least 1.'],
  [{ nodes: 2, maxWaitMs: -1 }, 'maxWaitMs is -1; expected a number of at least 0.'],
  [{ nodes: 2, queueMs: Number.POSITIVE_INFINITY }, 'queueMs is Infinity; expected a number of at least 0.'],
  [{ nodes: 2, guardMs: -5 }, 'guardMs is -5; expected a number of at least 0.'],
])('the options %o are rejected with the name of the invalid option', (options, sentence) => {
  expect(() => resolveOptions(options)).toThrow(
    expect.objectContaining({
      name: 'SchedulerOptionsError',
      code: 'INVALID_OPTIONS',
      message: `createScheduler: ${sentence}`,
    }),
  );
});
