import { describe, expect, test } from 'vitest';
import { createGovernor } from './governor.js';
import type { Answer, Start } from './permit.js';

function open(initialConcurrency = 50) {
  const governor = createGovernor(initialConcurrency);
  const begin = (inFlight: number, used = 0): Start => {
    const { concurrencyRound, rateRound } = governor;
    return { inFlight, used, concurrencyRound, rateRound };
  };
  const hear = (start: Start, answer: Partial<Answer> = {}, now = 0, used = start.used) =>
    governor.hear(start, { isThrottled: false, ...answer }, () => used, now);
  return { governor, begin, hear };
}

const THROTTLED = { isThrottled: true };
const LIMITS_NOTHING = Number.POSITIVE_INFINITY;

describe('which limit a 429 lowers', () => {
  test('the requests at the same time, if never as many were accepted', () => {
    const { governor, begin, hear } = open();
    hear(begin(11), THROTTLED);
    expect([governor.concurrencyAt(0), governor.rateAt(0)]).toEqual([8, LIMITS_NOTHING]);
  });

  test('the requests in a second, if as many at the same time were accepted before', () => {
    const { governor, begin, hear } = open(10);
    hear(begin(10));
    const starts = Array.from({ length: 20 }, () => begin(3));
    for (const start of starts) hear(start, THROTTLED, 0, 50);
    expect([governor.concurrencyAt(0), governor.rateAt(0), governor.rateRound]).toEqual([20, 24, 1]);
  });

  test('all refusals of one burst count for the limit that the first of them lowered', () => {
    const { governor, begin, hear } = open(10);
    hear(begin(10));
    const [first, second] = [begin(3), begin(40)];
    hear(first, THROTTLED, 0, 50);
    hear(second, THROTTLED, 0, 50);
    expect([governor.concurrencyAt(0), governor.concurrencyRound]).toEqual([20, 0]);
  });

  test('once the rate is limited, it is judged by the slots that were taken when a request began', () => {
    const { governor, begin, hear } = open(10);
    hear(begin(10));
    hear(begin(1), THROTTLED, 0, 31);
    expect(governor.rateAt(9000)).toBe(31);
    hear(begin(1, 30), {}, 9000, 99);
    expect(governor.rateAt(9000)).toBe(31);
    hear(begin(1, 31), {}, 9000, 99);
    expect(governor.rateAt(9000)).toBe(33);
  });
});

describe('Twilio-Concurrent-Requests', () => {
  /** A governor that knows that Twilio refuses more than 20 requests of the account, half of which are others'. */
  function informed() {
    const opened = open();
    opened.hear(opened.begin(11), { isThrottled: true, concurrent: 20 });
    expect(opened.governor.concurrencyAt(2000)).toBe(10);
    return opened;
  }

  test('near the number at which Twilio answered 429, no higher limit is tried', () => {
    const { governor, begin, hear } = informed();
    hear(begin(10), { concurrent: 17 }, 6999);
    expect(governor.concurrencyAt(7000)).toBe(11);
    hear(begin(10), { concurrent: 18 }, 7000);
    expect(governor.concurrencyAt(7000)).toBe(10);
  });

  test('beyond that number, the limit is lowered before Twilio refuses a request', () => {
    const { governor, begin, hear } = informed();
    const [first, second] = [begin(10), begin(9)];
    hear(first, { concurrent: 21 }, 3000);
    expect(governor.concurrencyAt(3000)).toBe(7);
    hear(second, { concurrent: 21 }, 3000);
    expect(governor.concurrencyAt(3000)).toBe(7);
  });

  test('the number is forgotten after a minute', () => {
    const { governor, begin, hear } = informed();
    hear(begin(10), { concurrent: 21 }, 60_001);
    expect(governor.concurrencyAt(60_001)).toBe(11);
  });

  test('without a 429, it says nothing', () => {
    const { governor, begin, hear } = open();
    hear(begin(50), { concurrent: 1000 });
    expect(governor.concurrencyAt(0)).toBe(100);
  });
});
