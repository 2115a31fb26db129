import { describe, expect, test } from 'vitest';
import { createGovernor } from './governor.js';
import type { Answer, Start } from './permit.js';

function open(initialConcurrency = 50) {
  const governor = createGovernor(initialConcurrency);
  const begin = (inFlight: number, used = inFlight): Start => {
    const { concurrencyRound, rateRound } = governor;
    return { inFlight, used, concurrencyRound, rateRound };
  };
  const hear = (start: Start, answer: Partial<Answer> = {}, now = 0) =>
    governor.hear(start, { isThrottled: false, ...answer }, now);
  /** Accepts requests, so that a few refusals are a small share. */
  const accept = (inFlight: number, used: number, now = 0) => {
    for (let request = 0; request < 100; request += 1) hear(begin(inFlight, used), {}, now);
  };
  return { governor, begin, hear, accept };
}

const THROTTLED = { isThrottled: true };
const NOTHING = Number.POSITIVE_INFINITY;

describe('which limit a 429 lowers', () => {
  test('the requests at the same time, if never as many were accepted', () => {
    const { governor, begin, hear, accept } = open();
    accept(10, 10);
    hear(begin(11), THROTTLED);
    expect([governor.concurrencyAt(0), governor.rateAt(0)]).toEqual([8, NOTHING]);
  });

  test('the requests in a second, if as many at the same time were accepted a moment ago', () => {
    const { governor, begin, hear, accept } = open();
    accept(10, 30);
    const starts = Array.from({ length: 20 }, (_, index) => begin(3, 31 + index));
    for (const start of starts) hear(start, THROTTLED);
    expect([governor.concurrencyRound, governor.rateRound, governor.rateAt(0)]).toEqual([0, 1, 24]);
  });

  test('what was accepted more than two seconds ago does not count', () => {
    const { governor, begin, hear, accept } = open();
    accept(40, 40);
    hear(begin(6), THROTTLED, 2000);
    expect(governor.concurrencyAt(2000)).toBe(4);
  });

  test('all refusals of one burst count for the limit that the first of them lowered', () => {
    const { governor, begin, hear, accept } = open();
    accept(10, 30);
    const [first, second] = [begin(3, 50), begin(40, 50)];
    hear(first, THROTTLED);
    hear(second, THROTTLED);
    expect([governor.concurrencyRound, governor.rateRound, governor.rateAt(3000)]).toEqual([0, 1, 49]);
  });

  test('close below what is known to be accepted, it is lowered by one', () => {
    const { governor, begin, hear, accept } = open();
    accept(10, 10);
    hear(begin(11), THROTTLED);
    accept(10, 10, 1000);
    hear(begin(10), THROTTLED, 1000);
    expect([governor.concurrencyRound, governor.concurrencyAt(3000)]).toEqual([2, 9]);
  });
});

describe('a 429 that has nothing to do with the load', () => {
  test('it lowers nothing, and neither do the next ones for a minute', () => {
    const { governor, begin, hear, accept } = open();
    accept(20, 60);
    hear(begin(5, 20), THROTTLED);
    hear(begin(20, 60), THROTTLED);
    hear(begin(25, 70), THROTTLED);
    expect([governor.concurrencyRound, governor.rateRound]).toEqual([0, 0]);
    accept(20, 60, 60_001);
    hear(begin(25, 70), THROTTLED, 60_001);
    expect(governor.concurrencyRound).toBe(1);
  });

  test('if more than a fifth of the answers are 429, it is the load after all', () => {
    const { governor, begin, hear, accept } = open();
    accept(20, 60);
    const refusals = Array.from({ length: 9 }, () => {
      hear(begin(5, 20), THROTTLED);
      return governor.concurrencyRound;
    });
    expect(refusals).toEqual([0, 0, 0, 0, 0, 0, 0, 1, 2]);
  });
});

describe('Twilio-Concurrent-Requests', () => {
  /** A governor that knows that Twilio refuses more than 20 requests of the account, half of which are others'. */
  function informed() {
    const opened = open();
    opened.accept(10, 10);
    opened.hear(opened.begin(11), { isThrottled: true, concurrent: 20 });
    expect(opened.governor.concurrencyAt(2000)).toBe(10);
    return opened;
  }

  test('near the number at which Twilio answered 429, no higher limit is tried', () => {
    const { governor, begin, hear } = informed();
    hear(begin(10), { concurrent: 17 }, 2249);
    expect(governor.concurrencyAt(2250)).toBe(11);
    hear(begin(10), { concurrent: 18 }, 2250);
    expect([governor.concurrencyAt(2250), governor.concurrencyAt(2500)]).toEqual([10, 11]);
  });

  test('beyond that number, the limit is lowered before Twilio refuses a request', () => {
    const { governor, begin, hear } = informed();
    const [first, second] = [begin(10), begin(9)];
    hear(first, { concurrent: 21 }, 2000);
    expect(governor.concurrencyAt(2000)).toBe(7);
    hear(second, { concurrent: 21 }, 2000);
    expect(governor.concurrencyAt(2000)).toBe(7);
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
