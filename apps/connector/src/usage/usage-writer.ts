import { isEmpty } from './counts.js';
import { type Point, toStoredPoint } from './point.js';
import type { RecentUsage } from './recent-usage.js';
import type { UsageConnections } from './usage-connections.js';
import type { UsageRow, UsageTable } from './usage-table.js';

export const MINUTE_MS = 60_000;
export const HOUR_MINUTES = 60;

/** Writes the usage of the minutes that have ended to the store. */
export interface UsageWriter {
  /** Writes the usage that is not written yet, up to a time: whole minutes, or also the minute in progress. */
  write(nowMs: number, options?: { readonly isLast?: boolean }): Promise<void>;
}

interface UsageWriterOptions {
  readonly recent: RecentUsage;
  readonly table: Pick<UsageTable, 'write' | 'summedTo'>;
  readonly connections: Pick<UsageConnections, 'idOf'>;
  /** Distinguishes the rows of this process. */
  readonly writer: number;
  /** The time at which the process started to count. */
  readonly sinceMs: number;
}

/** A row that stands for minutes in which nothing happened. */
interface IdleRun {
  readonly row: UsageRow;
  readonly nextMinute: number;
}

/** If nothing was written for longer, only the older minutes in which something was counted are written. */
const MAX_MINUTES = 60;

export function createUsageWriter({ recent, table, connections, writer, sinceMs }: UsageWriterOptions): UsageWriter {
  let nextMinute = Math.floor(sinceMs / MINUTE_MS);
  let runs = new Map<string, IdleRun>();

  async function rowsOf(minute: number, nowMs: number): Promise<readonly [string, UsageRow][]> {
    const startMs = minute * MINUTE_MS;
    const rows: [string, UsageRow][] = [];
    for (const name of recent.names()) {
      const point = recent.over(name, startMs, Math.min(startMs + MINUTE_MS, Math.max(startMs + 1, nowMs)));
      if (!point || !isWorthStoring(point)) continue;
      const connection = await connections.idOf(name);
      const text = JSON.stringify(toStoredPoint(point));
      rows.push([name, { connection, step: 1, start: minute, writer, length: 1, point: text }]);
    }
    return rows;
  }

  return {
    async write(nowMs, { isLast = false } = {}) {
      const end = Math.floor(nowMs / MINUTE_MS);
      const minutes = new Set(
        [...recent.startsFrom(nextMinute * MINUTE_MS)].map((startMs) => Math.floor(startMs / MINUTE_MS)),
      );
      for (let minute = Math.max(nextMinute, end - MAX_MINUTES); minute < end; minute += 1) minutes.add(minute);
      if (isLast) minutes.add(Math.max(end, nextMinute));
      // Events that arrive late must not be counted in a minute that has already been read for writing.
      if (end > nextMinute) recent.seal(end * MINUTE_MS);
      const written = new Map<string, UsageRow>();
      // A row that was summed up is joined with others, so extending it would count its minutes twice.
      const summedTo = await table.summedTo();
      const idle = new Map([...runs].filter(([, { row }]) => row.start >= summedTo));
      for (const minute of [...minutes].toSorted((a, b) => a - b)) {
        // After the clock was set back, the minute in which it goes on to count has not begun.
        if (minute >= end && !isLast) continue;
        for (const [name, row] of await rowsOf(minute, nowMs)) {
          const merged = mergeIdle(idle.get(name), row);
          written.set(`${name} ${merged.start}`, merged);
          idle.set(name, { row: merged, nextMinute: minute + 1 });
        }
      }
      await table.write([...written.values()]);
      runs = idle;
      nextMinute = Math.max(nextMinute, end);
    },
  };
}

function isWorthStoring({ counts, nodes, state }: Point): boolean {
  return !isEmpty(counts) || (nodes !== undefined && nodes.max > 0) || state !== undefined;
}

/** Extends a row of idle minutes by one of the same content. A row never reaches into the next hour. */
function mergeIdle(run: IdleRun | undefined, row: UsageRow): UsageRow {
  if (run?.nextMinute !== row.start || run.row.point !== row.point || row.start % HOUR_MINUTES === 0) return row;
  return { ...run.row, length: run.row.length + 1 };
}
