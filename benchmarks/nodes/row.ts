import { spreadOf } from '../src/statistics.ts';
import type { Row } from '../src/table.ts';

/** A row with one figure. */
export function plain(measured: string, contestant: string, value: number, unit = ''): Row {
  return { measured, contestant, figure: spreadOf([value]), unit };
}

export function atMost(row: Row, limit: number): Row {
  return { ...row, limit: { text: `≤ ${limit} ${row.unit}`.trim(), isKept: row.figure.median <= limit } };
}

export function atLeast(row: Row, limit: number): Row {
  return { ...row, limit: { text: `≥ ${limit} ${row.unit}`.trim(), isKept: row.figure.median >= limit } };
}
