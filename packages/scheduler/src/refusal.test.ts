import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createFakeClock } from '../test/fake-clock.js';
import { openJournal } from '../test/journal.js';
import {
  createScheduler,
  type Priority,
  SchedulerDeadlineError,
  SchedulerError,
  SchedulerQueueFullError,
} from './index.js';

/** What `promise` rejects with. */
async function failure(promise: Promise<void>): Promise<unknown> {
  return promise.then(
    () => undefined,
    (error: unknown) => error,
  );
}

test('a full queue says what it is full of and when it has a place again', async () => {
  const clock = createFakeClock();
  const scheduler = createScheduler({ nodes: 2, queueMs: 1000, clock });
  for (let job = 0; job < 100; job += 1) void scheduler.admit({ priority: 'bulk' });
  const error = await failure(scheduler.admit({ priority: 'bulk' }));
  expect(error).toBeInstanceOf(SchedulerQueueFullError);
  expect(error).toMatchObject({
    retryAfterMs: 1005 + 2 * 25,
    message:
      'The queue for bulk work is full: 50 wait at 50 starts a second. Come back in 1055 ms, or give the connection more nodes.',
  });
});

test('a wait that would be too long is told, with when it will not be', async () => {
  const clock = createFakeClock();
  const scheduler = createScheduler({ nodes: 2, clock });
  const refused: unknown[] = [];
  for (let job = 0; job < 501; job += 1) scheduler.admit().catch((error: unknown) => refused.push(error));
  await clock.advance(0);
  expect(refused).toHaveLength(1);
  expect(refused[0]).toBeInstanceOf(SchedulerDeadlineError);
  // The tenth round would start at 10,050 ms; eleven timers may each be late until then.
  expect(refused[0]).toMatchObject({
    retryAfterMs: 50 + 11 * 25,
    message:
      'Interactive work would wait 10050 ms for its start; 10000 ms is the most. Come back in 325 ms, or give the connection more nodes.',
  });
});

test('bulk work that waits delays interactive work by its turns only, also when that comes back', async () => {
  const { ask, clock, log, scheduler } = openJournal({ maxWaitMs: 2100 });
  ask('x x x i1 i2 i3 i4 i5 b1 b2 b3 b4 b5 b6 b7 b8 b9');
  const error = await failure(scheduler.admit());
  // Ahead of it are five interactive starts and one of bulk work: it would start in the third round.
  expect(error).toMatchObject({ code: 'DEADLINE_EXCEEDED', retryAfterMs: 3 * 1005 - 2100 + 4 * 25 });
  await clock.advance(1015);
  ask('last');
  await clock.advance(2100);
  expect(log.slice(3)).toEqual([
    'i1@1005',
    'i2@1005',
    'i3@1005',
    'i4@2010',
    'b1@2010',
    'i5@2010',
    'last@3015',
    'b2@3015',
    'b3@3015',
  ]);
});

test('a wait that became too long is told', async () => {
  const clock = createFakeClock();
  const scheduler = createScheduler({ nodes: 1, ratePerNode: 1, maxWaitMs: 1500, clock });
  await scheduler.admit();
  const waiting = failure(scheduler.admit());
  clock.spend(1600);
  await clock.advance(0);
  await expect(waiting).resolves.toMatchObject({
    code: 'DEADLINE_EXCEEDED',
    message: expect.stringContaining('Interactive work waited 1600 ms for its start; 1500 ms is the most.'),
  });
});

test('whoever comes back when told is taken and starts in time, if nobody else came', async () => {
  const work = fc.record({
    gap: fc.oneof(fc.constant(0), fc.nat(30), fc.nat(400)),
    priority: fc.constantFrom<Priority>('interactive', 'interactive', 'bulk'),
  });
  const options = fc.record({
    nodes: fc.integer({ min: 1, max: 3 }),
    ratePerNode: fc.integer({ min: 1, max: 4 }),
    maxWaitMs: fc.nat(4000),
    queueMs: fc.nat(5000),
  });
  const lateness = fc.infiniteStream(fc.integer({ min: -2, max: 20 }));
  let comebacks = 0;
  await fc.assert(
    fc.asyncProperty(
      options,
      fc.array(work, { minLength: 20, maxLength: 80, size: 'max' }),
      lateness,
      async (given, jobs, late) => {
        const clock = createFakeClock(() => Number(late.next().value));
        const scheduler = createScheduler({ ...given, clock });
        let refusal: { error: SchedulerError; priority: Priority } | undefined;
        for (const { gap, priority } of jobs) {
          if (gap > 0) await clock.advance(gap);
          const before = scheduler.stats().refused;
          const job = failure(scheduler.admit({ priority }));
          if (scheduler.stats().refused === before) continue;
          const error = await job;
          if (error instanceof SchedulerError) refusal = { error, priority };
          break;
        }
        if (!refusal) return;
        comebacks += 1;
        const { error, priority } = refusal;
        await clock.advance(error.retryAfterMs!);
        const back = failure(scheduler.admit({ priority }));
        await clock.advance(1e6);
        await expect(back).resolves.toBeUndefined();
      },
    ),
    { numRuns: 400 },
  );
  expect(comebacks).toBeGreaterThan(100);
});
