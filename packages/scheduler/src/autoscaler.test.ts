import { describe, expect, test } from 'vitest';
import { type Load, type NodeRules, rescale, type Scale, toDemand, toReason } from './autoscaler.js';

const RATE = 25;
const RULES: NodeRules = { min: 2, max: 50, ratePerNode: RATE };

const loadOf = (load: Partial<Load> = {}): Load => ({ arrivals: 0, queued: 0, open: 0, ...load });

/** Scales through the loads, one each second. Returns the numbers of nodes. */
function nodesThrough(loads: readonly Partial<Load>[], bounds = { min: 2, max: 50 }): number[] {
  let scale: Scale = { nodes: bounds.min, demands: [] };
  return loads.map((load, second) => {
    scale = rescale(scale, loadOf(load), { ...bounds, ratePerNode: RATE }, second * 1000);
    return scale.nodes;
  });
}

const seconds = (count: number, load: Partial<Load> = {}) => Array.from({ length: count }, () => load);

describe('demand', () => {
  test.each([
    [{ arrivals: 0 }, 0],
    [{ arrivals: 200 }, 10],
    [{ arrivals: 201 }, 11],
    [{ queued: 100 }, 4],
    [{ arrivals: 40, queued: 50 }, 4],
  ])('the load %j asks for %i nodes: 80 % of each for arrivals, and one second for waiting jobs', (load, nodes) => {
    expect(toDemand(loadOf(load), RATE)).toBe(nodes);
  });

  test('while Twilio takes less than the nodes send, the demand is what Twilio takes', () => {
    expect(toDemand(loadOf({ arrivals: 700, queued: 900, accepted: 80 }), RATE)).toBe(4);
    expect(toDemand(loadOf({ arrivals: 40, accepted: 700 }), RATE)).toBe(2);
  });
});

describe('the number of nodes', () => {
  test('it rises at once to the demand', () => {
    expect(nodesThrough([{ arrivals: 400 }])).toEqual([20]);
    expect(nodesThrough([{}, { queued: 200 }])).toEqual([2, 8]);
  });

  test('it stays within its bounds', () => {
    expect(nodesThrough([{}, { arrivals: 9000 }])).toEqual([2, 50]);
    expect(nodesThrough([{ arrivals: 9000 }], { min: 3, max: 3 })).toEqual([3]);
  });

  test('it falls to the highest demand of the last minute', () => {
    const nodes = nodesThrough([{ arrivals: 400 }, ...seconds(29), { arrivals: 200 }, ...seconds(70)]);
    expect([nodes[0], nodes[59], nodes[60], nodes[89], nodes[90]]).toEqual([20, 20, 10, 10, 2]);
  });

  test('a demand that returns within a minute keeps its nodes', () => {
    const nodes = nodesThrough([{ arrivals: 400 }, ...seconds(50), { arrivals: 400 }, ...seconds(59), {}]);
    expect([nodes[60], nodes[110], nodes[111]]).toEqual([20, 20, 2]);
  });

  test('it does not fall below the open permits, because each of them may still become a request', () => {
    expect(nodesThrough([{ arrivals: 400 }, ...seconds(60, { open: 101 })]).at(-1)).toBe(5);
  });

  test('it does not rise while jobs wait for Twilio, and falls to what Twilio takes', () => {
    const held = { arrivals: 400, queued: 400, accepted: 100 };
    const nodes = nodesThrough([{ arrivals: 200 }, ...seconds(61, held)]);
    expect([nodes[1], nodes[59], nodes[60]]).toEqual([10, 10, 5]);
  });

  test('the minimum is kept while jobs wait for Twilio', () => {
    expect(nodesThrough(seconds(2, { arrivals: 400, queued: 400, accepted: 10 }))).toEqual([2, 2]);
  });

  test('it remembers a bounded number of demands', () => {
    let scale: Scale = { nodes: 2, demands: [] };
    for (let second = 0; second < 1000; second += 1) {
      scale = rescale(scale, loadOf({ arrivals: 9000 - 5 * second }), RULES, second * 1000);
    }
    expect(scale.demands.length).toBeLessThanOrEqual(60);
  });
});

test.each([
  [{ arrivals: 160, queued: 90 }, '160 arrivals/s, 90 queued'],
  [{ arrivals: 160, queued: 90, accepted: 100 }, '160 arrivals/s, 90 queued, Twilio takes 100/s'],
])('the reason for a change shows the figures of %j', (load, reason) => {
  expect(toReason(loadOf(load))).toBe(reason);
});
