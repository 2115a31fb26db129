import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Pause } from '../store/purge.js';
import { type Point, sumPoints, toStoredPoint } from './point.js';
import { RECENT_MS } from './recent-usage.js';
import { mergeEqual, toPoints, toStoredPoints } from './stored-points.js';
import { NO_WRITER, type UsageTable } from './usage-table.js';
import { HOUR_MINUTES, MINUTE_MS } from './usage-writer.js';

/** Minutes that are still in memory are not summed up. Besides, a process may write a minute up to five minutes late. */
const LATE_MS = RECENT_MS + 5 * MINUTE_MS;

/**
 * Sums up the hours that ended more than an hour ago, and joins the minutes of each, so that they are read at once. An hour with
 * minutes that were written later is summed up again.
 */
export async function sumHours(table: UsageTable, nowMs: number, pause: Pause = nextTurn): Promise<void> {
  const end = floorToHour(Math.floor((nowMs - LATE_MS) / MINUTE_MS));
  for (let from = await table.summedTo(); from < end; from = await table.summedTo()) {
    // A server that was not running left no minutes to sum up.
    const hour = floorToHour((await table.oldest(1, from)) ?? end);
    const to = Math.min(hour + HOUR_MINUTES, end);
    for (const connection of await table.unsummed(from, to)) {
      await sumHour(table, connection, hour);
      await pause();
    }
    await table.noteSummed(from, to);
  }
}

async function sumHour(table: UsageTable, connection: number, hour: number): Promise<void> {
  const hourOf = { connection, step: 1, from: hour, to: hour + HOUR_MINUTES } as const;
  await table.replace(hourOf, (rows) => {
    const minutes = mergeEqual(rows.flatMap(toPoints));
    const [first, ...others] = minutes;
    if (!first) return [];
    const key = { connection, start: hour, writer: NO_WRITER };
    const sum = JSON.stringify(toStoredPoint(sumPoints([first, ...others])));
    return [
      { ...key, step: 1, ...joined(hour, minutes) },
      { ...key, step: HOUR_MINUTES, length: 1, point: sum },
    ];
  });
}

/** The minutes of an hour in one row. */
function joined(hour: number, points: readonly Point[]) {
  const minutes = new Map(points.map((point) => [point.startMs / MINUTE_MS - hour, point]));
  return toStoredPoints(Array.from({ length: HOUR_MINUTES }, (_, minute) => minutes.get(minute)));
}

export function floorToHour(minutes: number): number {
  return minutes - (minutes % HOUR_MINUTES);
}
