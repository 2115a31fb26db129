import { describe, expect, test } from 'vitest';
import { createRandom } from './random.js';

describe('random values', () => {
  test('the same seed gives the same values, and another seed gives others', () => {
    const take = (seed: number) => {
      const random = createRandom(seed);
      return [random.next(), random.below(1000), random.pick(['a', 'b', 'c']), random.sid('SM')];
    };
    expect(take(7)).toEqual(take(7));
    expect(take(8)).not.toEqual(take(7));
  });

  test('SIDs have the form of Twilio’s and do not repeat', () => {
    const random = createRandom(1);
    const sids = Array.from({ length: 10_000 }, () => random.sid('CA'));
    expect(sids.every((sid) => /^CA[0-9a-f]{32}$/.test(sid))).toBe(true);
    expect(new Set(sids).size).toBe(sids.length);
  });

  test('`below` spreads integers evenly below its limit', () => {
    const random = createRandom(3);
    const counts = [0, 0, 0, 0];
    for (let index = 0; index < 4000; index++) counts[random.below(4)]! += 1;
    expect(Math.min(...counts)).toBeGreaterThan(850);
    expect(counts.reduce((sum, count) => sum + count)).toBe(4000);
  });
});
