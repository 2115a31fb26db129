import type { Row } from '../formats/encoder.js';

const SECOND_MS = 1000;

/** How far back a run reads. */
export interface Reach {
  /** The time column. */
  readonly column: string;
  /** The first time that is read, a whole second in milliseconds since 1970. */
  readonly fromMs: number;
  /** Whether rows without the time are read, too. Then Twilio cannot filter by it. */
  readonly withNull?: boolean;
}

/** What is known after the runs before. */
interface Before {
  /** The time column, if every row has one. */
  readonly column: string | undefined;
  /** The newest time that was seen; null before the first run. */
  readonly watermarkMs: number | null;
  readonly lookBackMs: number;
  readonly nowMs: number;
}

/**
 * Returns how far back a run must read; undefined for the whole list. The watermark is a time of Twilio, so a clock of this machine
 * that is ahead loses nothing. A time that lies in the future must not hide the rows before it.
 */
export function reachOf({ column, watermarkMs, lookBackMs, nowMs }: Before): Reach | undefined {
  if (column === undefined || watermarkMs === null) return undefined;
  const fromMs = Math.min(watermarkMs, nowMs) - lookBackMs;
  // No list begins before 1970.
  return { column, fromMs: Math.max(0, Math.floor(fromMs / SECOND_MS) * SECOND_MS) };
}

/** Narrows a condition to what a run reads. Rows at the border are read again, because others may have the same time. */
export function conditionWithin(where: string, reach: Reach | undefined): string {
  if (!reach) return where;
  const { column, fromMs, withNull } = reach;
  const since = `${column} >= '${timeText(fromMs)}'`;
  const bound = withNull ? `(${since} OR ${column} IS NULL)` : since;
  return where.trim() === '' ? bound : `(${where}) AND ${bound}`;
}

/** The time of a row in milliseconds since 1970; null if it has none. @param column the time column, if there is one */
export function timeOf(row: Row, column: string | undefined): number | null {
  const value = column === undefined ? null : row[column];
  return typeof value === 'string' ? Date.parse(value) : null;
}

/** Returns the newest time of rows, or the one before if that is newer. */
export function newestOf(before: number | null, times: readonly (number | null)[]): number | null {
  return times.reduce((newest, time) => (time !== null && time > (newest ?? time - 1) ? time : newest), before);
}

/** A time as in rows, such as `2026-11-30T12:00:00Z`. */
export function timeText(timeMs: number): string {
  return `${new Date(timeMs).toISOString().slice(0, 19)}Z`;
}
