import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createFakeClock } from '../test/fake-clock.js';
import { type Ending, mostWithin, play } from '../test/traffic.js';
import { createScheduler, type Priority } from './index.js';

/** Bursts, trickles and long pauses, to fractions of a millisecond. */
const gap = fc.oneof(fc.constant(0), fc.nat(40), fc.nat(1500), fc.double({ min: 0, max: 300, noNaN: true }));
const arrival = fc.record({ gap, priority: fc.constant<Priority>('interactive'), abortAfter: fc.constant(undefined) });
const anyArrival = fc.record({
  gap,
  priority: fc.constantFrom<Priority>('interactive', 'bulk'),
  abortAfter: fc.option(fc.nat(3000), { nil: undefined, freq: 3 }),
});
const shape = fc.record({
  nodes: fc.integer({ min: 1, max: 3 }),
  ratePerNode: fc.integer({ min: 1, max: 5 }),
  guardMs: fc.integer({ min: 1, max: 10 }),
});
/** Timers that fire up to 2 ms early or up to 20 ms late, at random. */
const jitter = fc.infiniteStream(fc.integer({ min: -2, max: 20 }));
const patient = { maxWaitMs: 1e9, queueMs: 1e9 };

/** The earliest possible start of each job, given the starts of the jobs before it. */
function earliest(starts: readonly number[], arrivedAt: readonly number[], limit: number, period: number): number[] {
  return arrivedAt.map((arrival, index) => {
    const oldest = starts[index - limit];
    return Math.max(arrival, starts[index - 1] ?? 0, oldest === undefined ? 0 : oldest + period);
  });
}

test('each job starts within a millisecond of its earliest possible start if timers are exact', async () => {
  await fc.assert(
    fc.asyncProperty(shape, fc.array(arrival, { maxLength: 60, size: 'max' }), async (options, arrivals) => {
      const clock = createFakeClock();
      const { arrivedAt, endings } = await play(arrivals, clock, createScheduler({ ...options, ...patient, clock }));
      const limit = options.nodes * options.ratePerNode;
      const period = 1000 + options.guardMs;
      expect(endings.map(({ id }) => id)).toEqual(arrivals.map((_, id) => id));
      const starts = endings.map(({ at }) => at);
      const delays = earliest(starts, arrivedAt, limit, period).map((ideal, index) => starts[index]! - ideal);
      expect(Math.min(0, ...delays)).toBeGreaterThan(-1e-6);
      expect(Math.max(0, ...delays)).toBeLessThan(1 + 1e-6);
      expect(mostWithin(endings, 1000)).toBeLessThanOrEqual(limit);
    }),
    { numRuns: 200 },
  );
});

test('jobs start in order, on time and within the limit if timers are early or late', async () => {
  await fc.assert(
    fc.asyncProperty(
      shape,
      fc.array(arrival, { maxLength: 60, size: 'max' }),
      jitter,
      async (options, arrivals, lateness) => {
        const clock = createFakeClock(() => Number(lateness.next().value));
        const { arrivedAt, endings } = await play(arrivals, clock, createScheduler({ ...options, ...patient, clock }));
        const limit = options.nodes * options.ratePerNode;
        expect(endings.map(({ id, kind }) => [id, kind])).toEqual(arrivals.map((_, id) => [id, 'started']));
        expect(mostWithin(endings, 1000)).toBeLessThanOrEqual(limit);
        const starts = endings.map(({ at }) => at);
        const ideals = earliest(starts, arrivedAt, limit, 1000 + options.guardMs);
        // A timer that fires early is set again, and the second one may be late: 1 ms of rounding plus 20 ms.
        expect(Math.max(0, ...ideals.map((ideal, index) => starts[index]! - ideal))).toBeLessThan(1 + 20 + 1e-6);
      },
    ),
    { numRuns: 200 },
  );
});

test('every job ends once, within all limits, with both priorities, aborts, deadlines and a short queue', async () => {
  const limits = fc.record({ maxWaitMs: fc.nat(4000), queueMs: fc.nat(4000) });
  const arrivals = fc.array(anyArrival, { maxLength: 80, size: 'max' });
  await fc.assert(
    fc.asyncProperty(shape, limits, arrivals, jitter, async (options, patience, jobs, lateness) => {
      const clock = createFakeClock(() => Number(lateness.next().value));
      const scheduler = createScheduler({ ...options, ...patience, clock });
      const { arrivedAt, endings } = await play(jobs, clock, scheduler);
      const starts = endings.filter(({ kind }) => kind === 'started');
      expect(endings.map(({ id }) => id).toSorted((a, b) => a - b)).toEqual(jobs.map((_, id) => id));
      expect(mostWithin(starts, 1000)).toBeLessThanOrEqual(options.nodes * options.ratePerNode);
      for (const priority of ['interactive', 'bulk'] as const) {
        const ids = starts.map(({ id }) => id).filter((id) => jobs[id]!.priority === priority);
        expect(ids).toEqual(ids.toSorted((a, b) => a - b));
      }
      const waits = starts
        .filter(({ id }) => jobs[id]!.priority === 'interactive')
        .map(({ id, at }) => at - arrivedAt[id]!);
      expect(Math.max(0, ...waits)).toBeLessThanOrEqual(patience.maxWaitMs);
      const { queued, throttled, waited, ...counts } = scheduler.stats();
      const count = (kind: Ending['kind']): number => endings.filter((ending) => ending.kind === kind).length;
      expect(counts).toMatchObject({ started: count('started'), refused: count('refused'), aborted: count('aborted') });
      expect(queued).toBe(0);
      expect(throttled).toBeGreaterThanOrEqual(waited + counts.aborted);
      expect(clock.timers).toBe(0);
    }),
    { numRuns: 300 },
  );
});

test('at most four interactive jobs start in a row while a bulk job waits', async () => {
  await fc.assert(
    fc.asyncProperty(shape, fc.array(anyArrival, { maxLength: 80, size: 'max' }), async (options, arrivals) => {
      const jobs = arrivals.map((job) => ({ ...job, abortAfter: undefined }));
      const clock = createFakeClock();
      const { arrivedAt, endings } = await play(jobs, clock, createScheduler({ ...options, ...patient, clock }));
      let passedOver = 0;
      for (const [index, { id, at }] of endings.entries()) {
        const isBulk = jobs[id]!.priority === 'bulk';
        const waits = endings
          .slice(index + 1)
          .some((later) => jobs[later.id]!.priority === 'bulk' && arrivedAt[later.id]! < at);
        passedOver = isBulk || !waits ? 0 : passedOver + 1;
        expect(passedOver).toBeLessThanOrEqual(4);
      }
    }),
    { numRuns: 200 },
  );
});
