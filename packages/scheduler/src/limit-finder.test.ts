import { describe, expect, test } from 'vitest';
import { createLimitFinder } from './limit-finder.js';

describe('before the first refusal', () => {
  test('the limit doubles each time that it was used and accepted', () => {
    const finder = createLimitFinder(50);
    const limits = [50, 100, 200, 400].map((level) => {
      expect(finder.limitAt(0)).toBe(level);
      finder.accept(level - 1, 0, 0);
      expect(finder.limitAt(0)).toBe(level);
      finder.accept(level, 0, 0);
      return finder.limitAt(0);
    });
    expect(limits).toEqual([100, 200, 400, 800]);
  });

  test('a finder without a first step limits nothing', () => {
    const finder = createLimitFinder(Number.POSITIVE_INFINITY);
    finder.accept(1000, 0, 0);
    expect(finder.limitAt(0)).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('a refusal', () => {
  test('it lowers the limit to 80 % of what was accepted, which is known exactly when all answers of a burst are there', () => {
    const finder = createLimitFinder(50);
    finder.lower(50, 0);
    for (const level of [30, 11, 20]) finder.tally(level);
    expect([finder.known(0), finder.round, finder.limitAt(0)]).toEqual([46, 1, 37]);
    for (let refusal = 4; refusal < 40; refusal += 1) finder.tally(12);
    expect([finder.known(0), finder.round, finder.limitAt(0)]).toEqual([10, 1, 8]);
  });

  test('requests that began before and are accepted later raise it again', () => {
    const finder = createLimitFinder(50);
    finder.lower(4, 0);
    expect(finder.known(0)).toBe(3);
    finder.accept(20, 0, 100);
    expect(finder.known(100)).toBe(19);
    finder.accept(30, 0, 2000);
    expect(finder.known(2000)).toBe(19);
  });

  test('the next one lowers it further', () => {
    const finder = createLimitFinder(50);
    finder.lower(20, 0);
    finder.lower(15, 100);
    expect([finder.known(100), finder.round, finder.limitAt(100)]).toEqual([14, 2, 11]);
  });

  test('at least one request may always be sent', () => {
    const finder = createLimitFinder(50);
    for (let round = 0; round < 9; round += 1) finder.lower(1, 0);
    expect(finder.limitAt(0)).toBe(1);
  });
});

describe('what is known', () => {
  test('a level is beyond what was accepted in the last one to two seconds', () => {
    const finder = createLimitFinder(50);
    expect(finder.isBeyond(1, 0)).toBe(true);
    finder.accept(8, 0, 100);
    finder.accept(5, 0, 900);
    expect([finder.isBeyond(8, 1000), finder.isBeyond(9, 1000), finder.known(1000)]).toEqual([false, true, 8]);
    expect([finder.isBeyond(8, 2100), finder.known(2100)]).toEqual([true, 0]);
  });
});

describe('after a refusal', () => {
  function lowered() {
    const finder = createLimitFinder(50);
    finder.lower(101, 0);
    return finder;
  }

  test('the limit returns to what was accepted within two seconds, steeply first', () => {
    const finder = lowered();
    expect([0, 500, 1000, 1999, 2000, 2249].map((now) => finder.limitAt(now))).toEqual([80, 92, 98, 100, 100, 100]);
    finder.accept(100, 1, 2249);
    expect([finder.limitAt(2249), finder.limitAt(2250)]).toEqual([100, 101]);
  });

  test('then it tries one more, and rises ever faster while that is accepted', () => {
    const finder = lowered();
    const limits = [1, 2, 3, 4, 5].map(() => {
      const limit = finder.limitAt(3000);
      finder.accept(limit, 1, 3000);
      return limit;
    });
    expect(limits).toEqual([101, 103, 107, 115, 131]);
  });

  test('a limit that nobody used does not rise', () => {
    const finder = lowered();
    for (let second = 3; second < 100; second += 1) finder.accept(60, 1, second * 1000);
    expect(finder.limitAt(100_000)).toBe(101);
  });

  test('each time that one more is refused, the next try comes later, up to a minute', () => {
    const finder = lowered();
    const tries: number[] = [];
    let last = 0;
    for (let now = 0; now < 500_000; now += 50) {
      if (finder.limitAt(now) <= 100) continue;
      finder.lower(101, now);
      tries.push(now - last);
      last = now;
    }
    expect(tries).toEqual([
      2250, 2500, 3000, 4000, 6000, 10_000, 18_000, 34_000, 62_000, 62_000, 62_000, 62_000, 62_000, 62_000,
    ]);
  });

  test('the next try can be postponed', () => {
    const finder = lowered();
    finder.postpone(2249);
    expect([finder.limitAt(2498), finder.limitAt(2499)]).toEqual([100, 101]);
  });
});
