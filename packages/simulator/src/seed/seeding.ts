import type { Row, Table } from '../model/table.js';
import { DAY_MS } from '../twilio/times.js';
import type { SeedWorld } from '../model/resource.js';

/** The numbers that the simulated account owns from the start. Fictitious. */
export const OWN_NUMBERS = ['+15550100100', '+15550100101', '+15550100102', '+15550100103'] as const;

const SPAN_MS = 730 * DAY_MS;
const MAX_JITTER_MS = 3_600_000;

/** When the entity of this index was made, the oldest being 0: spread over the two years before the seed's end, in order. */
export function seedTime({ random, end }: SeedWorld, index: number, count: number): number {
  const step = SPAN_MS / count;
  return Math.floor(end - (count - index) * step - random.below(Math.min(MAX_JITTER_MS, step)));
}

/** A number of somebody else, made up. */
export function otherNumber({ random }: SeedWorld): string {
  return `+1555010${String(random.below(10_000)).padStart(4, '0')}`;
}

/** The newest entities of a table, the newest first. */
export function newest(table: Table, count: number): readonly Row[] {
  const rows: Row[] = [];
  for (const row of table.olderThan() ?? []) {
    if (rows.length === count) break;
    rows.push(row);
  }
  return rows;
}
