import type { SeedWorld } from '../model/resource.js';
import { DAY_MS } from '../twilio/times.js';

/** All seed data is older than this instant, so the same seed gives the same data on any day. */
export const SEED_END = Date.parse('2024-06-30T00:00:00Z');

/** Fictitious phone numbers that the simulated account owns from the start. */
export const OWN_NUMBERS = ['+15550100100', '+15550100101', '+15550100102', '+15550100103'] as const;

const SPAN_MS = 730 * DAY_MS;
const MAX_JITTER_MS = 3_600_000;

/** The creation time of the entity with this index, 0 being the oldest: spread over the two years before the seed's end. */
export function seedTime({ random, end }: SeedWorld, index: number, count: number): number {
  const step = SPAN_MS / count;
  return Math.floor(end - (count - index) * step - random.below(Math.min(MAX_JITTER_MS, step)));
}

/** A random fictitious number that the account does not own. */
export function otherNumber({ random }: SeedWorld): string {
  return `+1555010${String(random.below(10_000)).padStart(4, '0')}`;
}
