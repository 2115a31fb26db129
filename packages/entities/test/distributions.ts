import type { Listed } from './live-list.js';

const DAY = 86_400;
const YEAR = 365 * DAY;

/** The newest time of a distribution. */
export const NEWEST = Date.parse('2026-11-30T12:00:00Z') / 1000;

/** How the ages of messages are distributed over a year, in seconds. Random numbers are from 0 to 1. */
const DISTRIBUTIONS = {
  'evenly spread': (share: number) => share * YEAR,
  'spread at random': (_: number, random: () => number) => random() * YEAR,
  'with 80 % in one day': (share: number, random: () => number) =>
    share < 0.8 ? 100 * DAY + random() * DAY : random() * YEAR,
  'with 50 % in one minute': (share: number, random: () => number) =>
    share < 0.5 ? 200 * DAY + random() * 60 : random() * YEAR,
  'growing over the year': (_: number, random: () => number) => random() ** 2 * YEAR,
} as const satisfies Readonly<Record<string, (share: number, random: () => number) => number>>;

export type Distribution = keyof typeof DISTRIBUTIONS;

/** Makes messages, oldest first; the same ones each time. */
export function distribute(distribution: Distribution, count: number): Listed[] {
  const random = seeded(1);
  const ages = Array.from({ length: count }, (_, index) => DISTRIBUTIONS[distribution](index / count, random));
  const sent = ages.map((age) => NEWEST - Math.floor(age)).sort((a, b) => a - b);
  return sent.map((time, index) => ({ sid: `SM${String(index).padStart(32, '0')}`, sent: time }));
}

/** Mulberry32. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
