import { describe, expect, test } from 'vitest';
import { createJournal } from '../test/journal.js';

/** A journal in which the first letter of a name is its caller. Three starts per second. */
function open(options: Parameters<typeof createJournal>[0] = {}) {
  const journal = createJournal(options);
  return {
    ...journal,
    ask: (names: string) => {
      for (const name of names.split(' ')) journal.ask(name, { caller: name[0] });
    },
    starts: () => journal.log.flatMap((line) => line.match(/^(\w+)@/)?.[1] ?? []).join(' '),
    refusals: () => journal.log.flatMap((line) => line.match(/^(\w+)!/)?.[1] ?? []).join(' '),
  };
}

describe('turns', () => {
  test('the callers of waiting jobs take turns, and the jobs of each start in order', async () => {
    const { ask, clock, starts } = open();
    ask('x x x s1 s2 s3 s4 s5 p1 q1 p2');
    await clock.advance(5000);
    expect(starts()).toBe('x x x s1 p1 q1 s2 p2 s3 s4 s5');
  });

  test('callers take turns within a priority: bulk jobs still get every fifth start', async () => {
    const { scheduler, clock } = createJournal();
    const starts: string[] = [];
    const ask = (caller: string, priority: 'interactive' | 'bulk') =>
      void scheduler.admit({ caller, priority }).then((permit) => {
        starts.push(`${caller}${priority[0]}`);
        permit.sent();
      });
    for (const caller of ['x', 'x', 'x', 's', 's', 's', 's', 'p', 'p']) ask(caller, 'interactive');
    for (const caller of ['s', 's', 'p']) ask(caller, 'bulk');
    await clock.advance(10_000);
    expect(starts.slice(3).join(' ')).toBe('si pi si pi sb si si pb sb');
  });
});

describe('the length of the queue', () => {
  test('in a queue that one caller has filled, another caller still has room for its share', async () => {
    const { ask, clock, refusals } = open({ queueMs: 2000, maxWaitMs: 60_000 });
    ask('x x x s1 s2 s3 s4 s5 s6 s7 p1 p2 p3 p4 q1 q2 q3');
    await clock.advance(0);
    expect(refusals()).toBe('s7 p4 q3');
  });

  test('a caller that is alone may fill the whole queue', async () => {
    const { ask, clock, refusals } = open({ queueMs: 2000 });
    ask('s1 s2 s3 s4 s5 s6 s7 s8 s9 s10');
    await clock.advance(0);
    expect(refusals()).toBe('s10');
  });

  test('the error says how many of the waiting jobs are of the caller, and when one more is admitted', async () => {
    const { ask, scheduler, clock } = open({ queueMs: 2000, maxWaitMs: 60_000 });
    ask('x x x s1 s2 s3 s4 s5 s6 p1 p2 p3 q1 q2');
    // Six jobs fill the queue. Six of eleven have to start until there is room for another: two periods.
    await expect(scheduler.admit({ caller: 's' })).rejects.toMatchObject({
      code: 'QUEUE_FULL',
      retryAfterMs: 2 * 1005 + 5 * 25,
      message: expect.stringContaining('11 jobs are waiting, 6 of them from this caller, at 3 starts') as string,
    });
    await clock.advance(2 * 1005 + 5 * 25);
    const retry = scheduler.admit({ caller: 's' });
    await clock.advance(10_000);
    await expect(retry).resolves.toBeDefined();
  });
});

describe('the longest wait', () => {
  test('a job is refused at once only if its own turns and one turn of each other caller take too long', async () => {
    const { ask, clock, log } = open({ maxWaitMs: 1500 });
    ask('x x x s1 s2 s3 p1 q1 q2 q3');
    await clock.advance(0);
    // q has two other callers before it and two jobs of its own: its third job would start in the second period.
    expect(log.slice(3)).toEqual(['q2!DEADLINE_EXCEEDED@0', 'q3!DEADLINE_EXCEEDED@0']);
  });

  test('a job whose turn comes too late is rejected at its deadline, in order of arrival and not of turns', async () => {
    const { ask, clock, log } = open({ maxWaitMs: 1200 });
    ask('x x x s1 s2');
    await clock.advance(100);
    ask('p1 q1');
    await clock.advance(1200);
    expect(log.slice(3)).toEqual(['s1@1005', 'p1@1005', 'q1@1005', 's2!DEADLINE_EXCEEDED@1200']);
  });
});

test('equal callers get equal shares, and one with few jobs does not wait for one that floods', async () => {
  const { scheduler, clock } = createJournal({ nodes: 1, ratePerNode: 25 });
  const started = new Map<string, number>();
  const ask = (caller: string) =>
    scheduler.admit({ caller }).then(
      (permit) => {
        started.set(caller, (started.get(caller) ?? 0) + 1);
        permit.sent();
      },
      () => undefined,
    );
  for (let step = 0; step < 2000; step += 1) {
    for (const caller of ['a', 'b', 'c', 'd']) void ask(caller);
    if (step % 20 === 0) void ask('person');
    await clock.advance(10);
  }
  const shares = ['a', 'b', 'c', 'd'].map((caller) => started.get(caller) ?? 0);
  const sum = shares.reduce((total, share) => total + share, 0);
  expect(sum ** 2 / (4 * shares.reduce((total, share) => total + share ** 2, 0))).toBeGreaterThan(0.999);
  expect(started.get('person')).toBeGreaterThan(95);
});
