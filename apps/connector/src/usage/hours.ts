import { nextTurn, type Pause } from '../store/purge.js';
import { readProperty, writeProperty } from '../store/properties.js';
import type { Store } from '../store/store.js';
import { sumPoints, toStoredPoint } from './point.js';
import { toPoints } from './stored-points.js';
import type { UsageConnections } from './usage-connections.js';
import type { UsageTable } from './usage-table.js';
import { HOUR_MINUTES, MINUTE_MS } from './usage-writer.js';

const PROPERTY = 'usage-hours';
/** A process may write a minute so much later than it ended. */
const LATE_MINUTES = 5;

/** Sums minutes up to hours. */
export interface Hours {
  /** Everything before this time has been summed up. In minutes since 1970. */
  summedTo(): Promise<number>;
  /** Sums up the hours that have ended. Repeating it changes nothing. */
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
      const rows = await table.read({ connection, step: 1, from: hour, to: hour + HOUR_MINUTES });
      const [first, ...others] = rows.flatMap(toPoints);
      if (!first) continue;
      const point = JSON.stringify(toStoredPoint(sumPoints([first, ...others])));
      await table.write([{ connection, step: HOUR_MINUTES, start: hour, writer: 0, length: 1, point }]);
      await pause();
    }
  }

  return {
    summedTo,
    async sum(nowMs, pause = nextTurn) {
      const end = floorToHour(Math.floor(nowMs / MINUTE_MS) - LATE_MINUTES);
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

export function floorToHour(minutes: number): number {
  return minutes - (minutes % HOUR_MINUTES);
}
