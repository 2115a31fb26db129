import { describe, expect, test } from 'vitest';
import { createLimitFinder } from './limit-finder.js';

/** Tries the level once, against a server that accepts `accepted`. */
function attempt(finder: ReturnType<typeof createLimitFinder>, level: number, accepted: number, now: number): void {
  if (level <= accepted) finder.accept(level, now);
  else finder.refuse(level, finder.round, now);
}

describe('before the first refusal', () => {
  test('the limit doubles each time that it was used and accepted', () => {
    const finder = createLimitFinder(50);
    const limits = [50, 100, 200, 400].map((level) => {
      expect(finder.limitAt(0)).toBe(level);
      finder.accept(level - 1, 0);
      expect(finder.limitAt(0)).toBe(level);
      finder.accept(level, 0);
      return finder.limitAt(0);
    });
    expect(limits).toEqual([100, 200, 400, 800]);
  });

  test('a finder without a first step limits nothing', () => {
    const finder = createLimitFinder(Number.POSITIVE_INFINITY);
    finder.accept(1000, 0);
    expect(finder.limitAt(0)).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('a refusal', () => {
  test('it lowers the limit to 80 % of what was accepted, which is known exactly when all answers of a burst are there', () => {
    const finder = createLimitFinder(50);
    const { round } = finder;
    for (const level of [50, 30, 11, 20]) finder.refuse(level, round, 0);
    expect([finder.proven, finder.round]).toEqual([46, 1]);
    for (let refusal = 4; refusal < 40; refusal += 1) finder.refuse(12, round, 0);
    expect([finder.proven, finder.round, finder.limitAt(0)]).toEqual([10, 1, 8]);
  });

  test('further refusals of later requests lower it again', () => {
    const finder = createLimitFinder(50);
    finder.refuse(20, 0, 0);
    finder.refuse(15, 1, 100);
    expect([finder.proven, finder.round, finder.limitAt(100)]).toEqual([14, 2, 11]);
  });

  test('a refusal of a request from long before is ignored', () => {
    const finder = createLimitFinder(50);
    for (const level of [20, 15, 12]) finder.refuse(level, finder.round, 0);
    const { proven } = finder;
    finder.refuse(50, 0, 0);
    expect(finder.proven).toBe(proven);
  });

  test('at least one request may always be sent', () => {
    const finder = createLimitFinder(50);
    for (let round = 0; round < 9; round += 1) finder.refuse(1, finder.round, 0);
    expect(finder.limitAt(0)).toBe(1);
  });
});

describe('after a refusal', () => {
  function lowered() {
    const finder = createLimitFinder(50);
    finder.refuse(101, 0, 0);
    return finder;
  }

  test('the limit returns to what was accepted within two seconds, steeply first, and stays there for five', () => {
    const finder = lowered();
    expect([0, 500, 1000, 1999, 2000, 6999].map((now) => finder.limitAt(now))).toEqual([80, 92, 98, 100, 100, 100]);
    finder.accept(100, 6999);
    expect([finder.limitAt(6999), finder.limitAt(7000)]).toEqual([100, 101]);
  });

  test('then it tries one more, and rises ever faster while that is accepted', () => {
    const finder = lowered();
    const limits = [1, 2, 3, 4, 5].map(() => {
      const limit = finder.limitAt(8000);
      finder.accept(limit, 8000);
      return limit;
    });
    expect(limits).toEqual([101, 103, 107, 115, 131]);
  });

  test('a limit that nobody used does not rise', () => {
    const finder = lowered();
    for (let second = 8; second < 100; second += 1) finder.accept(60, second * 1000);
    expect(finder.limitAt(100_000)).toBe(101);
  });

  test('each time that one more is refused, the next try comes later, up to a minute', () => {
    const finder = lowered();
    const tries: number[] = [];
    let last = 0;
    for (let now = 0; now < 300_000; now += 100) {
      const { round } = finder;
      attempt(finder, finder.limitAt(now), 100, now);
      if (finder.round === round) continue;
      tries.push(now - last);
      last = now;
    }
    expect(tries).toEqual([7000, 12_000, 22_000, 42_000, 62_000, 62_000, 62_000]);
    expect(finder.limitAt(last + 2000)).toBe(100);
  });

  test('the next try can be postponed', () => {
    const finder = lowered();
    finder.postpone(6999);
    expect([finder.limitAt(11_998), finder.limitAt(11_999)]).toEqual([100, 101]);
  });
});
