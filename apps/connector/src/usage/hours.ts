import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Pause } from '../store/purge.js';
import { readProperty, writeProperty } from '../store/properties.js';
import type { Store } from '../store/store.js';
import { type Point, sumPoints, toStoredPoint } from './point.js';
import { RECENT_MS } from './recent-usage.js';
import { mergeEqual, toPoints, toStoredPoints } from './stored-points.js';
import type { UsageConnections } from './usage-connections.js';
import type { UsageTable } from './usage-table.js';
import { HOUR_MINUTES, MINUTE_MS } from './usage-writer.js';

const PROPERTY = 'usage-hours';
/** Minutes that are still in memory are not summed up. Besides, a process may write a minute up to five minutes late. */
const LATE_MS = RECENT_MS + 5 * MINUTE_MS;

/** Sums minutes up to hours. */
export interface Hours {
  /** Everything before this time has been summed up. In minutes since 1970. */
  summedTo(): Promise<number>;
  /** Sums up the hours that ended more than an hour ago, and joins the minutes of each, so that they are read at once. */
  sum(nowMs: number, pause?: Pause): Promise<void>;
}

interface HoursPorts {
  readonly store: Store;
  readonly table: UsageTable;
  readonly connections: Pick<UsageConnections, 'ids'>;
}

export function createHours({ store, table, connections }: HoursPorts): Hours {
  const summedTo = async () => Number((await readProperty(store, PROPERTY)) ?? 0);

  async function sumHour(hour: number, pause: Pause): Promise<void> {
    for (const connection of (await connections.ids('')).values()) {
      const hourOf = { connection, step: 1, from: hour, to: hour + HOUR_MINUTES } as const;
      const minutes = mergeEqual((await table.read(hourOf)).flatMap(toPoints));
      const [first, ...others] = minutes;
      if (!first) continue;
      const key = { connection, start: hour, writer: 0 };
      const sum = JSON.stringify(toStoredPoint(sumPoints([first, ...others])));
      await table.replace(hourOf, [
        { ...key, step: 1, ...joined(hour, minutes) },
        { ...key, step: HOUR_MINUTES, length: 1, point: sum },
      ]);
      await pause();
    }
  }

  return {
    summedTo,
    async sum(nowMs, pause = nextTurn) {
      const end = floorToHour(Math.floor((nowMs - LATE_MS) / MINUTE_MS));
      for (let from = await summedTo(); from < end;) {
        // A server that was not running left no minutes to sum up.
        const hour = floorToHour((await table.oldest(1, from)) ?? end);
        if (hour < end) await sumHour(hour, pause);
        from = Math.min(hour + HOUR_MINUTES, end);
        await writeProperty(store, PROPERTY, String(from));
      }
    },
  };
}

/** The minutes of an hour in one row. */
function joined(hour: number, points: readonly Point[]) {
  const minutes = new Map(points.map((point) => [point.startMs / MINUTE_MS - hour, point]));
  return toStoredPoints(Array.from({ length: HOUR_MINUTES }, (_, minute) => minutes.get(minute)));
}

export function floorToHour(minutes: number): number {
  return minutes - (minutes % HOUR_MINUTES);
}
