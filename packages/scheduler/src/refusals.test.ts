import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createFakeClock } from '../test/fake-clock.js';
import { createJournal } from '../test/journal.js';
import { createThrottlingServer } from '../test/throttling-server.js';
import {
  createScheduler,
  type Permit,
  type Priority,
  SchedulerDeadlineError,
  SchedulerError,
  SchedulerQueueFullError,
} from './index.js';

/** Sends the request of a job when it starts. Returns the reason if the job is rejected. */
async function rejectionOf(admission: Promise<Permit>): Promise<unknown> {
  return admission.then(
    (permit) => permit.sent(),
    (error: unknown) => error,
  );
}

test('the error for a full queue names the priority, the length of the queue and the time to retry', async () => {
  const clock = createFakeClock();
  const scheduler = createScheduler({ nodes: 2, queueMs: 1000, clock });
  for (let job = 0; job < 100; job += 1) void rejectionOf(scheduler.admit({ priority: 'bulk' }));
  const error = await rejectionOf(scheduler.admit({ priority: 'bulk' }));
  expect(error).toBeInstanceOf(SchedulerQueueFullError);
  expect(error).toMatchObject({
    retryAfterMs: 1005 + 2 * 25,
    message:
      'The queue for bulk work is full: 50 jobs are waiting, at 50 starts per second. Retry in 1055 ms, or add nodes to the connection.',
  });
});

test('the error for a wait that would be too long names the wait, the limit and the time to retry', async () => {
  const clock = createFakeClock();
  const scheduler = createScheduler({ nodes: 2, clock });
  const refused: unknown[] = [];
  for (let job = 0; job < 501; job += 1)
    void rejectionOf(scheduler.admit()).then((error) => error && refused.push(error));
  await clock.advance(0);
  expect(refused).toHaveLength(1);
  expect(refused[0]).toBeInstanceOf(SchedulerDeadlineError);
  // The eleventh period would begin at 10,050 ms. Until then eleven timers may each be late.
  expect(refused[0]).toMatchObject({
    retryAfterMs: 50 + 11 * 25,
    message:
      'Interactive work would wait 10050 ms to start; the limit is 10000 ms. Retry in 325 ms, or add nodes to the connection.',
  });
});

test('waiting bulk jobs delay an interactive job only by their turns, even if it was refused and retries', async () => {
  const { ask, clock, log, scheduler } = createJournal({ maxWaitMs: 2100 });
  ask('x x x i1 i2 i3 i4 i5 b1 b2 b3 b4 b5 b6 b7 b8 b9');
  const error = await rejectionOf(scheduler.admit());
  // Five interactive jobs and one bulk job are ahead, so the job would start in the third period.
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

test('the error for a wait that became too long names the wait and the limit', async () => {
  const clock = createFakeClock();
  const scheduler = createScheduler({ nodes: 1, ratePerNode: 1, maxWaitMs: 1500, clock });
  await rejectionOf(scheduler.admit());
  const waiting = rejectionOf(scheduler.admit());
  clock.spend(1600);
  await clock.advance(0);
  await expect(waiting).resolves.toMatchObject({
    code: 'DEADLINE_EXCEEDED',
    message: expect.stringContaining('Interactive work waited 1600 ms and did not start; the limit is 1500 ms.'),
  });
});

test('an error while Twilio takes less than the nodes would send says so, and does not advise more nodes', async () => {
  const clock = createFakeClock();
  const scheduler = createScheduler({ nodes: 4, maxWaitMs: 2000, queueMs: 5000, clock });
  const limits = { concurrency: 2, latencyMs: 100, spread: 0 };
  const { offer, refused } = createThrottlingServer(clock, scheduler, limits, () => 0.5);
  await offer(60, 10);
  const fact =
    "Twilio's own limit is the reason: it takes about \\d+ requests per second now and answers 429 beyond that";
  const message = expect.stringMatching(
    new RegExp(`${fact}. Retry in \\d+ ms, or ask Twilio for a higher limit. More nodes would not help.$`),
  );
  expect(refused.at(-1)).toMatchObject({ code: 'DEADLINE_EXCEEDED', message });
  await offer(600, 2, { priority: 'bulk' });
  const full = refused.at(-1) as SchedulerQueueFullError;
  expect(full).toMatchObject({ code: 'QUEUE_FULL', message });
  // Twilio takes about 20 in a second.
  const [, rate] = /about (\d+) requests/.exec(full.message) ?? [];
  expect(Math.abs(Number(rate) - 20)).toBeLessThan(5);
});

test('a job that retries after retryAfterMs is admitted and starts in time, if no other job came', async () => {
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
  let retries = 0;
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
          const job = rejectionOf(scheduler.admit({ priority }));
          if (scheduler.stats().refused === before) continue;
          const error = await job;
          if (error instanceof SchedulerError) refusal = { error, priority };
          break;
        }
        if (!refusal) return;
        retries += 1;
        const { error, priority } = refusal;
        await clock.advance(error.retryAfterMs!);
        const retry = rejectionOf(scheduler.admit({ priority }));
        await clock.advance(1e6);
        await expect(retry).resolves.toBeUndefined();
      },
    ),
    { numRuns: 400 },
  );
  expect(retries).toBeGreaterThan(100);
});
