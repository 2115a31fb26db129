import { expect, test } from 'vitest';
import { catalog, createEntities, type PaceClock, type Send } from '../src/index.js';
import { type Distribution, distribute } from './distributions.js';
import { LiveList, type TimeFilters } from './live-list.js';

/** Messages with the columns that matter here. */
const { Sid, DateSent } = catalog.Messages.fields;
const messages = { ...catalog.Messages, fields: { Sid, DateSent } };
const COUNT = 100_000;

/**
 * A Twilio whose answers take 100 ms. Answers that are due at the same time arrive together. This thread seems idle, as it would
 * mostly be while it waits for another one.
 */
function inRounds(list: LiveList): {
  readonly send: Send;
  readonly rounds: () => number;
  readonly paceClock: PaceClock;
} {
  let waiting: (() => void)[] = [];
  let rounds = 0;
  const turn = () => {
    rounds += 1;
    const due = waiting;
    waiting = [];
    for (const go of due) go();
  };
  const send: Send = async (request) => {
    await new Promise<void>((resolve) => {
      waiting.push(resolve);
      if (waiting.length === 1) setImmediate(turn);
    });
    return list.send(request);
  };
  return { send, rounds: () => rounds, paceClock: { now: () => rounds * 100, workedMs: () => 0 } };
}

interface Way {
  readonly count?: number;
  readonly requestsPerSecond?: () => number;
}

async function scan(
  distribution: Distribution,
  timeFilters: TimeFilters,
  { count = COUNT, requestsPerSecond }: Way = {},
) {
  const list = new LiveList(distribute(distribution, count), { timeFilters });
  const { send, rounds, paceClock } = inRounds(list);
  const entities = createEntities({
    send,
    paceClock,
    yieldToEventLoop: async () => {},
    ...(requestsPerSecond && { requestsPerSecond }),
  });
  const seen = new Set<unknown>();
  let rows = 0;
  for await (const { Sid: sid } of entities.rows(messages, { conditions: 'DateSent IS NOT NULL' })) {
    seen.add(sid);
    rows += 1;
  }
  expect([rows, seen.size]).toEqual([count, count]);
  return { requests: list.requests, rounds: rounds() };
}

test.each<[Distribution, TimeFilters['upper'], number]>([
  ['evenly spread', 'inclusive', 110],
  ['evenly spread', 'exclusive', 110],
  ['spread at random', 'inclusive', 115],
  ['with 80 % in one day', 'inclusive', 130],
  ['with 50 % in one minute', 'inclusive', 130],
  ['with 50 % in one minute', 'exclusive', 130],
  ['growing over the year', 'inclusive', 130],
])(
  'a scan of 100,000 messages %s, with an %s upper bound, takes at most %i requests, side by side',
  async (distribution, upper, most) => {
    const { requests, rounds } = await scan(distribution, { bound: 'instant', upper });
    expect(requests).toBeLessThanOrEqual(most);
    expect(rounds).toBeLessThanOrEqual(25);
  },
);

test.each<[Distribution, number, number]>([
  ['evenly spread', 115, 8],
  ['spread at random', 120, 9],
  ['with 80 % in one day', 125, 9],
  ['with 50 % in one minute', 145, 11],
])(
  'if ten nodes send the requests, a scan of 100,000 messages %s takes at most %i of them, and the time of %i',
  async (distribution, mostRequests, most) => {
    const { requests, rounds } = await scan(
      distribution,
      { bound: 'instant', upper: 'inclusive' },
      { requestsPerSecond: () => 250 },
    );
    expect(requests).toBeLessThanOrEqual(mostRequests);
    expect(rounds).toBeLessThanOrEqual(most);
  },
);

test('a scan of a short list takes few more requests than it has pages', async () => {
  const { requests } = await scan('evenly spread', { bound: 'instant', upper: 'inclusive' }, { count: 5000 });
  expect(requests).toBeLessThanOrEqual(8);
});

test.each(['inclusive', 'exclusive'] as const)(
  'a scan reads few rows twice if Twilio compares days and its upper bound is %s',
  async (upper) => {
    const { requests } = await scan('spread at random', { bound: 'day', upper }, { count: 20_000 });
    expect(requests).toBeLessThanOrEqual(35);
  },
);
