import type { SeedWorld } from '../model/resource.js';
import type { Row } from '../model/row.js';
import type { Table } from '../model/table.js';
import { DAY_MS } from '../twilio/times.js';

/** Fictitious phone numbers that the simulated account owns from the start. */
export const OWN_NUMBERS = ['+15550100100', '+15550100101', '+15550100102', '+15550100103'] as const;

/** The time before the start over which messages and calls are spread. */
export const SPAN_MS = 730 * DAY_MS;
const MAX_JITTER_MS = 3_600_000;
/** How long before the start the newest entity is made, so that every seeded call has ended by then. */
const SETTLED_MS = 15 * 60_000;

/**
 * The creation time of the entity with this index, 0 being the oldest. Traffic grows: of 200 messages, some 7 are of the last
 * day, 20 of the last week and 40 of the last month before the start.
 */
export function seedTime({ random, start }: SeedWorld, index: number, count: number, spanMs = SPAN_MS): number {
  const ageOf = (at: number) => spanMs * ((count - at) / count) ** 2;
  const step = ageOf(index) - ageOf(index + 1);
  const jitterMs = random.below(Math.min(MAX_JITTER_MS, Math.max(1, step)));
  return Math.floor(start - SETTLED_MS - ageOf(index + 1) - jitterMs);
}

/** The newest row whose last change was before a time; the oldest row when there is none. */
export function rowAt(table: Table, time: number): Row | undefined {
  let oldest: Row | undefined;
  for (const row of table.olderThan() ?? []) {
    if (Number(row.date_updated) <= time) return row;
    oldest = row;
  }
  return oldest;
}

/** The times of a sampled row, moved after the time of an entity that it refers to. */
export function madeAfter(row: Row, time: unknown): { readonly date_created: number; readonly date_updated: number } {
  const made = Math.max(Number(row.date_created), Number(time ?? 0));
  return { date_created: made, date_updated: made };
}

/** A random fictitious number that the account does not own. */
export function otherNumber({ random }: SeedWorld): string {
  return `+1555010${String(random.below(10_000)).padStart(4, '0')}`;
}
