import { describe, expect, test, vi } from 'vitest';
import { createFakeClock } from '../test/fake-clock.js';
import { createScheduler, type Permit, type ScaleEvent, type SchedulerOptions } from './index.js';

/** A scheduler of 2 to 50 nodes, and a way to send jobs through it that end at once. */
function open(options: Partial<SchedulerOptions> = {}) {
  const clock = createFakeClock();
  const events: ScaleEvent[] = [];
  const onScale = (event: ScaleEvent) => void events.push(event);
  const scheduler = createScheduler({ nodes: { min: 2, max: 50 }, onScale, clock, ...options });
  const begin = clock.now();
  const starts: number[] = [];
  const refusals: unknown[] = [];
  const end = (permit: Permit) => {
    starts.push(clock.now() - begin);
    permit.sent();
    permit.done({ isThrottled: false });
  };
  const send = async (count: number, onPermit = end) => {
    for (let job = 0; job < count; job += 1) {
      scheduler.admit().then(onPermit, (error: unknown) => refusals.push(error));
      // Calls arrive one by one, so that others may end in between.
      if (onPermit === end) await Promise.resolve();
    }
    await clock.advance(0);
  };
  const changes = () => events.map(({ from, to }) => `${from} → ${to}`);
  return { clock, scheduler, events, changes, starts, refusals, send };
}

describe('a burst', () => {
  test('the nodes rise at once with the first job that has to wait, so that no job waits', async () => {
    const { send, starts, scheduler, clock } = open();
    await send(400);
    expect(starts).toEqual(Array.from({ length: 400 }, () => 0));
    expect(scheduler.nodes).toBeGreaterThanOrEqual(16);
    expect(clock.timers).toBe(1);
  });

  test('jobs within the rate of the minimum change nothing and need no timer', async () => {
    const { send, starts, events, clock } = open();
    for (let second = 0; second < 5; second += 1) {
      await send(50);
      await clock.advance(1005);
    }
    expect([starts.length, events, clock.timers]).toEqual([250, [], 0]);
  });

  test('the number of nodes stays within its bounds', async () => {
    const { send, starts, scheduler, clock } = open({ nodes: { min: 2, max: 4 } });
    await send(400);
    expect([starts.length, scheduler.nodes]).toEqual([100, 4]);
    await clock.advance(1005);
    expect(starts.length).toBe(200);
  });

  test('nothing is refused while there may be more nodes', async () => {
    const { send, refusals, scheduler } = open({ queueMs: 0 });
    await send(1250);
    expect([refusals.length, scheduler.nodes]).toEqual([0, 50]);
    await send(1);
    expect(refusals).toEqual([expect.objectContaining({ code: 'QUEUE_FULL' })]);
  });

  test('nodes are counted again each second while jobs wait', async () => {
    const { clock, send, scheduler, events } = open();
    // Requests that take long to be written keep their slots, so jobs wait although few arrive.
    const permits: Permit[] = [];
    const keep = (permit: Permit) => void permits.push(permit);
    await send(60, keep);
    const before = scheduler.nodes;
    await send(400, keep);
    const raised = scheduler.nodes;
    await clock.advance(1000);
    expect([before, raised, events.length > 0]).toEqual([3, raised, true]);
    expect(scheduler.nodes).toBeGreaterThan(raised);
  });
});

describe('after a burst', () => {
  test('the nodes fall after a minute, and no timer is left', async () => {
    const { clock, send, scheduler } = open();
    await send(400);
    const raised = scheduler.nodes;
    await clock.advance(59_000);
    expect([scheduler.nodes, clock.timers]).toEqual([raised, 1]);
    await clock.advance(4000);
    expect([scheduler.nodes, clock.timers]).toEqual([2, 0]);
  });

  test('every change is reported with its figures', async () => {
    const { clock, send, events, changes } = open();
    await send(60);
    expect(events).toEqual([{ from: 2, to: 3, reason: 'scaled 2 → 3: 51 arrivals/s, 1 queued' }]);
    await clock.advance(62_000);
    expect(changes()).toEqual(['2 → 3', '3 → 2']);
    expect(events[1]?.reason).toBe('scaled 3 → 2: 0 arrivals/s, 0 queued');
  });

  test('a listener that fails does not fail the job', async () => {
    const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    const { send, starts } = open({
      onScale() {
        throw new Error('no space left');
      },
    });
    await send(60);
    expect(starts.length).toBe(60);
    expect(warn).toHaveBeenCalledWith(expect.objectContaining({ message: 'no space left' }));
    warn.mockRestore();
  });
});

describe('before Twilio has answered', () => {
  test('a burst doubles with each round trip, beyond the rate of the minimum', async () => {
    const { scheduler, clock } = open();
    const permits: Permit[] = [];
    for (let job = 0; job < 400; job += 1) {
      void scheduler.admit().then((permit) => {
        permit.sent();
        permits.push(permit);
      });
    }
    const started: number[] = [];
    for (let trip = 0; trip < 3; trip += 1) {
      await clock.advance(0);
      started.push(permits.length);
      for (const permit of permits.splice(0)) permit.done({ isThrottled: false });
    }
    expect(started).toEqual([50, 100, 200]);
  });

  test('the rate of the minimum is available even if no request ends', async () => {
    const { scheduler, clock } = open();
    let started = 0;
    for (let job = 0; job < 150; job += 1) {
      void scheduler.admit({ priority: 'bulk' }).then((permit) => {
        permit.sent();
        started += 1;
      });
    }
    await clock.advance(2020);
    expect(started).toBe(150);
  });
});

describe('resize', () => {
  test('other bounds apply at once, waiting jobs are kept, and the change is reported', async () => {
    const { scheduler, clock, send, starts, events } = open({ nodes: 2 });
    await send(150);
    expect(starts.length).toBe(50);
    scheduler.resize({ min: 4, max: 9 });
    await clock.advance(0);
    expect([starts.length, scheduler.nodes, scheduler.stats().queued]).toEqual([150, 9, 0]);
    expect(events[0]).toEqual({ from: 2, to: 4, reason: 'scaled 2 → 4: configured are 4 to 9' });
    scheduler.resize(1);
    expect([scheduler.nodes, events.at(-1)]).toEqual([
      1,
      { from: 9, to: 1, reason: 'scaled 9 → 1: configured are 1 to 1' },
    ]);
  });

  test('bounds that the current number keeps change nothing', async () => {
    const { scheduler, events } = open();
    scheduler.resize({ min: 1, max: 3 });
    expect([scheduler.nodes, events]).toEqual([2, []]);
  });
});
