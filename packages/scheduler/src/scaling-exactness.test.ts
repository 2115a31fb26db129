import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createFakeClock } from '../test/fake-clock.js';
import { createScheduler, type Priority } from './index.js';

const RATE = 3;

/** Bursts, trickles and pauses of up to two minutes. */
const gapMs = fc.oneof(fc.constant(0), fc.nat(40), fc.nat(1500), fc.nat(120_000));
const arrival = fc.record({
  gapMs,
  count: fc.oneof(fc.constant(1), fc.nat(30)),
  priority: fc.constantFrom<Priority>('interactive', 'bulk'),
  caller: fc.constantFrom('a', 'b', undefined),
  /** How long the request takes to be written, and then to be answered. */
  openMs: fc.oneof(fc.constant(0), fc.nat(20), fc.nat(3000)),
  answerMs: fc.oneof(fc.nat(200), fc.nat(5000)),
  end: fc.constantFrom('accepted', 'accepted', 'throttled', 'unanswered', 'released'),
});
const bounds = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.nat(8)).map(([min, more]) => ({ min, max: min + more }));
const lateness = fc.infiniteStream(fc.integer({ min: -2, max: 20 }));

/** The times at which the number of nodes changed, and the number from then on. */
interface Change {
  readonly at: number;
  readonly nodes: number;
}

function highestBetween(changes: readonly Change[], from: number, to: number): number {
  const inForce = changes.filter(({ at }, index) => at <= to && (changes[index + 1]?.at ?? Infinity) >= from);
  return Math.max(...inForce.map(({ nodes }) => nodes));
}

function check(sentAt: readonly number[], changes: readonly Change[]): void {
  const sorted = sentAt.toSorted((a, b) => a - b);
  for (const [index, from] of sorted.entries()) {
    const limit = RATE * highestBetween(changes, from, from + 1000);
    // If one more is within the second, there are too many.
    const beyond = sorted[index + limit];
    if (beyond !== undefined) expect(beyond - from).toBeGreaterThan(1000);
  }
}

test('no second contains more requests than the highest number of nodes in it allows, while the nodes follow the demand', async () => {
  let raised = 0;
  let lowered = 0;
  await fc.assert(
    fc.asyncProperty(
      bounds,
      fc.array(arrival, { maxLength: 40, size: 'max' }),
      lateness,
      async (nodes, arrivals, late) => {
        const clock = createFakeClock(() => Number(late.next().value));
        const changes: Change[] = [{ at: 0, nodes: nodes.min }];
        const scheduler = createScheduler({
          nodes,
          ratePerNode: RATE,
          clock,
          onScale({ from, to }) {
            if (to > from) raised += 1;
            else lowered += 1;
            changes.push({ at: clock.now(), nodes: to });
          },
        });
        const sentAt: number[] = [];
        for (const { gapMs: gap, count, priority, caller, openMs, answerMs, end } of arrivals) {
          if (gap > 0) await clock.advance(gap);
          for (let job = 0; job < count; job += 1) {
            scheduler.admit({ priority, caller }).then(
              (permit) => {
                const settle = () => {
                  if (end === 'released') return permit.release();
                  sentAt.push(clock.now());
                  permit.sent();
                  const answer = end === 'unanswered' ? undefined : { isThrottled: end === 'throttled' };
                  clock.setTimer(() => permit.done(answer), answerMs + 1);
                };
                if (openMs === 0) settle();
                else clock.setTimer(settle, openMs);
              },
              () => undefined,
            );
          }
        }
        await clock.advance(300_000);
        check(sentAt, changes);
        expect(scheduler.nodes).toBe(nodes.min);
        expect(scheduler.stats().queued).toBe(0);
        expect(clock.timers).toBe(0);
      },
    ),
    { numRuns: 150 },
  );
  expect([raised > 100, lowered > 50]).toEqual([true, true]);
});

test('no second contains more requests than the highest number of nodes in it allows, while the bounds are changed', async () => {
  const step = fc.record({
    gapMs: fc.oneof(fc.constant(0), fc.nat(300), fc.nat(1500)),
    count: fc.nat(30),
    resize: fc.option(bounds),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40, size: 'max' }), lateness, async (steps, late) => {
      const clock = createFakeClock(() => Number(late.next().value));
      const changes: Change[] = [{ at: 0, nodes: 2 }];
      const onScale = ({ to }: { to: number }) => void changes.push({ at: clock.now(), nodes: to });
      const { admit, resize } = createScheduler({ nodes: { min: 2, max: 4 }, ratePerNode: RATE, clock, onScale });
      const sentAt: number[] = [];
      for (const { gapMs: gap, count, resize: to } of steps) {
        if (gap > 0) await clock.advance(gap);
        if (to) resize(to);
        for (let job = 0; job < count; job += 1) {
          admit().then(
            (permit) => {
              sentAt.push(clock.now());
              permit.sent();
              permit.done({ isThrottled: false });
            },
            () => undefined,
          );
        }
      }
      await clock.advance(100_000);
      check(sentAt, changes);
    }),
    { numRuns: 150 },
  );
});
