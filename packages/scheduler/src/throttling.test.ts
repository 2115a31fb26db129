import { describe, expect, test } from 'vitest';
import { createFakeClock } from '../test/fake-clock.js';
import { createJournal } from '../test/journal.js';
import { createThrottlingServer, type ServerLimits } from '../test/throttling-server.js';
import { createScheduler, type ScaleEvent, type SchedulerOptions } from './index.js';

/** Numbers from 0 to 1 that repeat in each run. */
function createRandom(): () => number {
  let state = 7;
  return () => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
}

function open(limits: ServerLimits, options: Partial<SchedulerOptions> = {}) {
  const clock = createFakeClock();
  const begin = clock.now();
  const events: ScaleEvent[] = [];
  const scheduler = createScheduler({
    nodes: { min: 2, max: 50 },
    onScale: (event) => void events.push(event),
    clock,
    ...options,
  });
  const server = createThrottlingServer(clock, scheduler, limits, createRandom());
  const within = (from: number, to: number) =>
    server.answers.filter(({ at }) => at >= begin + from * 1000 && at < begin + to * 1000);
  return { clock, scheduler, events, ...server, within };
}

const count = (answers: readonly { isThrottled: boolean }[], isThrottled: boolean) =>
  answers.filter((answer) => answer.isThrottled === isThrottled).length;

describe('a server that answers 429 beyond a number of requests at the same time', () => {
  test('under three-fold load, it is used to 90 % within five seconds and later, and 2 % of the requests are refused at most', async () => {
    const { offer, within, answers } = open({ concurrency: 10, latencyMs: 100 });
    await offer(300, 60);
    for (let second = 5; second < 60; second += 5) {
      expect(count(within(second, second + 5), false)).toBeGreaterThan(0.9 * 500);
    }
    expect(count(answers, true)).toBeLessThan(0.02 * answers.length);
  });

  test('the nodes do not rise against it, and fall to what it takes', async () => {
    const { offer, scheduler, events } = open({ concurrency: 10, latencyMs: 100 });
    await offer(300, 5);
    const raised = scheduler.nodes;
    await offer(900, 60);
    expect(events.filter(({ from, to }) => to > from && to > raised)).toEqual([]);
    await offer(300, 30);
    expect(scheduler.nodes).toBeLessThanOrEqual(7);
    expect(events.at(-1)?.reason).toMatch(/^scaled \d+ → \d+: \d+ arrivals\/s, \d+ queued, Twilio takes \d+\/s$/);
  });

  test('a server that takes more later is used again', async () => {
    const { offer, within, limits } = open({ concurrency: 10, latencyMs: 100 });
    await offer(300, 20);
    limits.concurrency = 25;
    await offer(600, 30);
    expect(count(within(45, 50), false)).toBeGreaterThan(0.85 * 5 * 250);
  });

  test('a server that takes less later is not pressed', async () => {
    const { offer, within, limits } = open({ concurrency: 40, latencyMs: 100 });
    await offer(350, 20);
    limits.concurrency = 5;
    await offer(350, 60);
    const late = within(25, 80);
    expect(count(late, true)).toBeLessThan(0.03 * late.length);
    expect(count(late, false)).toBeGreaterThan(0.85 * 55 * 50);
  });

  test('a caller with few requests does not wait for one that floods', async () => {
    const { offer, send, answers, clock } = open({ concurrency: 10, latencyMs: 100 });
    await offer(300, 10, { caller: 'script' });
    for (let round = 0; round < 50; round += 1) {
      send({ caller: 'person' });
      await offer(300, 0.5, { caller: 'script' });
    }
    await clock.advance(1000);
    const waits = answers.filter(({ caller, isThrottled }) => caller === 'person' && !isThrottled);
    expect(waits).toHaveLength(50);
    expect(Math.max(...waits.map(({ waitedMs }) => waitedMs))).toBeLessThan(100);
  });
});

describe('a server that answers 429 beyond a number of requests in a second', () => {
  test('it is used to 85 %, and 5 % of the requests are refused at most', async () => {
    const { offer, within, answers } = open({ perSecond: 30, latencyMs: 5 }, { nodes: 2 });
    await offer(100, 60);
    expect(count(within(10, 60), false)).toBeGreaterThan(0.85 * 50 * 30);
    expect(count(answers, true)).toBeLessThan(0.05 * answers.length);
  });
});

describe('a server that answers 429 for reasons other than the load', () => {
  test.each([0.01, 0.08])(
    'requests are still sent as they come, if that is the answer to %d of them',
    async (noise) => {
      const { offer, within } = open({ latencyMs: 100, noise });
      await offer(200, 40);
      expect(count(within(15, 40), false)).toBeGreaterThan(0.95 * 25 * 200);
    },
  );
});

test('a request whose end is never reported does not stop the others for ever', async () => {
  const { scheduler, clock, offer, within } = open({ concurrency: 5, latencyMs: 100 });
  await offer(100, 10);
  for (let lost = 0; lost < 3; lost += 1) void scheduler.admit({ priority: 'bulk' }).then((permit) => permit.sent());
  await clock.advance(1000);
  await offer(100, 130);
  expect(count(within(135, 140), false)).toBeGreaterThan(0.85 * 5 * 50);
});

test('a waiting job starts when a higher limit is tried, even if no request ends at that time', async () => {
  const { scheduler, clock, ask, log } = createJournal();
  const [refused, slow] = [await scheduler.admit(), await scheduler.admit()];
  for (const permit of [refused, slow]) permit.sent();
  refused.done({ isThrottled: true });
  ask('a');
  await clock.advance(20_000);
  expect(log).toEqual(['a@2250']);
  slow.done({ isThrottled: false });
});
