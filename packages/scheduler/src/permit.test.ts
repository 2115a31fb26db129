import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createFakeClock } from '../test/fake-clock.js';
import { createJournal } from '../test/journal.js';
import { createScheduler, type Permit, type Priority } from './index.js';

/** A scheduler of three requests a second whose permits the test settles. */
function open(options: Parameters<typeof createJournal>[0] = {}) {
  const journal = createJournal(options);
  const permits: Permit[] = [];
  /** Takes permits that stay open. */
  const take = async (count: number): Promise<void> => {
    for (let job = 0; job < count; job += 1) permits.push(await journal.scheduler.admit());
  };
  return { ...journal, permits, take };
}

describe('open permits', () => {
  test('an open permit keeps its slot until one period after its request was sent', async () => {
    const { ask, clock, log, permits, take } = open();
    await take(3);
    ask('d e');
    await clock.advance(3000);
    expect(log).toEqual([]);
    permits[0]?.sent();
    await clock.advance(1004);
    expect(log).toEqual([]);
    await clock.advance(3000);
    expect(log).toEqual(['d@4005', 'e@5010']);
  });

  test('a released permit frees its slot at once for the next job in line', async () => {
    const { ask, clock, log, permits, take } = open();
    await take(3);
    ask('d e f');
    await clock.advance(100);
    permits[1]?.release();
    permits[2]?.release();
    await clock.advance(0);
    expect(log).toEqual(['d@100', 'e@100']);
  });

  test.each([
    ['sent', 'release'],
    ['sent', 'sent'],
  ] as const)('after %s, a call of %s does not free the slot', async (first, second) => {
    const { ask, clock, log, permits, take } = open();
    await take(3);
    permits[0]?.[first]();
    permits[0]?.[second]();
    ask('d e');
    await clock.advance(1005);
    expect(log).toEqual(['d@1005']);
  });

  test.each(['sent', 'release'] as const)('after release, a call of %s changes nothing', async (second) => {
    const { ask, clock, log, permits, take } = open();
    await take(3);
    permits[0]?.release();
    permits[0]?.[second]();
    ask('d e');
    await clock.advance(1000);
    expect(log).toEqual(['d@0']);
  });

  test('drain does not wait for open permits', async () => {
    const { scheduler, take } = open();
    await take(3);
    await expect(scheduler.drain()).resolves.toBeUndefined();
  });

  test('open permits count towards the limit after nodes are removed', async () => {
    const { scheduler, ask, clock, log, permits, take } = open({ nodes: 2 });
    await take(6);
    scheduler.resize(1);
    ask('a');
    for (const permit of permits.slice(0, 3)) permit.release();
    await clock.advance(100);
    expect(log).toEqual([]);
    permits[3]?.release();
    await clock.advance(0);
    expect(log).toEqual(['a@100']);
  });
});

describe('waiting while all slots belong to open permits', () => {
  test('an interactive job is rejected when it has waited for maxWaitMs', async () => {
    const { ask, clock, log, take } = open({ maxWaitMs: 2000 });
    await take(3);
    ask('d');
    await clock.advance(1999);
    expect(log).toEqual([]);
    await clock.advance(1);
    expect(log).toEqual(['d!DEADLINE_EXCEEDED@2000']);
  });

  test('an interactive job is rejected at once if it would wait too long even if all requests were sent now', async () => {
    const { scheduler, clock, take } = open({ maxWaitMs: 1004 });
    await take(3);
    await clock.advance(5000);
    await expect(scheduler.admit()).rejects.toMatchObject({
      code: 'DEADLINE_EXCEEDED',
      retryAfterMs: 1 + 2 * 25,
      message: expect.stringContaining('would wait 1005 ms to start') as string,
    });
  });

  test('bulk jobs need no timer, and start when a slot becomes free', async () => {
    const { ask, clock, log, permits, take } = open();
    await take(3);
    ask('b1 b2');
    expect(clock.timers).toBe(0);
    await clock.advance(60_000);
    permits[0]?.sent();
    expect(clock.timers).toBe(1);
    await clock.advance(1005);
    expect(log).toEqual(['b1@61005']);
  });

  test('a deadline beyond the longest delay of a timer does not wake the scheduler in a loop', async () => {
    const { ask, clock, take } = open({ maxWaitMs: 1e12 });
    await take(3);
    ask('d');
    expect(clock.longestDelayMs).toBe(2_147_483_647);
  });
});

const LONG = 1e9;

interface Job {
  readonly id: number;
  readonly arrivedAt: number;
  readonly startedAt: number;
  readonly settledAt: number;
  readonly isSent: boolean;
}

test('no second contains more requests than the limit, and no job waits while a slot is free', async () => {
  const arrival = fc.record({
    gapMs: fc.oneof(fc.constant(0), fc.nat(40), fc.nat(1500)),
    priority: fc.constantFrom<Priority>('interactive', 'bulk'),
    openMs: fc.oneof(fc.constant(0), fc.nat(20), fc.nat(3000)),
    isSent: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, fc.constant(false)),
  });
  const shape = fc.record({ nodes: fc.integer({ min: 1, max: 3 }), ratePerNode: fc.integer({ min: 1, max: 5 }) });
  await fc.assert(
    fc.asyncProperty(shape, fc.array(arrival, { maxLength: 60, size: 'max' }), async (options, arrivals) => {
      const clock = createFakeClock();
      const scheduler = createScheduler({ ...options, maxWaitMs: LONG, queueMs: LONG, clock });
      const jobs: Job[] = [];
      for (const [id, { gapMs, priority, openMs, isSent }] of arrivals.entries()) {
        if (gapMs > 0) await clock.advance(gapMs);
        const arrivedAt = clock.now();
        void scheduler.admit({ priority }).then((permit) => {
          const startedAt = clock.now();
          const settle = () => {
            jobs.push({ id, arrivedAt, startedAt, settledAt: clock.now(), isSent });
            if (isSent) permit.sent();
            else permit.release();
          };
          if (openMs === 0) settle();
          else clock.setTimer(settle, openMs);
        });
      }
      await clock.advance(1e6);
      expect(jobs).toHaveLength(arrivals.length);
      const limit = options.nodes * options.ratePerNode;
      const endOf = ({ settledAt, isSent }: Job) => settledAt + (isSent ? scheduler.periodMs : 0);
      const usedAt = (time: number) => jobs.filter((job) => job.startedAt <= time && endOf(job) > time).length;
      for (const { arrivedAt, startedAt } of jobs) {
        expect(usedAt(startedAt)).toBeLessThanOrEqual(limit);
        // Timers round up to whole milliseconds.
        const before = startedAt - 1 - 1e-6;
        if (before > arrivedAt) expect(usedAt(before)).toBe(limit);
      }
      const sentAt = jobs.filter(({ isSent }) => isSent).map(({ settledAt }) => settledAt);
      for (const from of sentAt) {
        expect(sentAt.filter((time) => time >= from && time <= from + 1000).length).toBeLessThanOrEqual(limit);
      }
    }),
    { numRuns: 200 },
  );
});
