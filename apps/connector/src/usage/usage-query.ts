import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Point } from './point.js';
import { BUCKET_MS } from './connection-usage.js';
import { type RecentUsage, RECENT_MS } from './recent-usage.js';
import { floorToHour } from './hours.js';
import { mergeEqual, toPoints } from './stored-points.js';
import type { UsageConnections } from './usage-connections.js';
import type { UsageRow, UsageTable } from './usage-table.js';
import { HOUR_MINUTES, MINUTE_MS } from './usage-writer.js';

/** How long minutes are kept; only hours are kept longer. */
export const MINUTES_KEPT_MS = 30 * 24 * 3_600_000;

/** Intervals that are read between two turns of the event loop. */
const POINTS_AT_ONCE = 12 * HOUR_MINUTES;

/** The usage to read. Times are in milliseconds since 1970. */
export interface UsageQuery {
  /** The name of the connection. */
  readonly connection: string;
  /** Intervals that end at or before this time are left out. */
  readonly fromMs: number;
  /** Intervals that end after this time are left out. */
  readonly toMs: number;
  /** The length of the intervals that the reader forms. Whole hours are read from the sums. Default: as fine as possible. */
  readonly stepMs?: number;
}

interface UsageQueryPorts {
  readonly recent: Pick<RecentUsage, 'over'>;
  readonly table: Pick<UsageTable, 'read' | 'extent' | 'summedTo'>;
  readonly connections: Pick<UsageConnections, 'ids'>;
  readonly writer: number;
}

/**
 * Reads the usage of one connection, oldest first: what this process counted in the last hour from memory, in buckets of
 * 10 seconds that have ended; the rest from the store, in minutes or hours.
 */
export async function readUsage(ports: UsageQueryPorts, query: UsageQuery, nowMs: number): Promise<readonly Point[]> {
  const { connection, fromMs, toMs } = query;
  const memoryMs = floorTo(MINUTE_MS, nowMs - RECENT_MS);
  const points = await readStored(ports, query, { memoryMs, nowMs });
  const end = floorTo(BUCKET_MS, Math.min(nowMs, toMs));
  const recent: Point[] = [];
  for (let at = floorTo(BUCKET_MS, Math.max(fromMs, memoryMs)); at < end; at += BUCKET_MS) {
    const point = ports.recent.over(connection, at, at + BUCKET_MS);
    if (point) recent.push(point);
  }
  return mergeEqual([...points, ...recent]);
}

interface Now {
  readonly nowMs: number;
  /** The counts of this process from this time on are in memory. */
  readonly memoryMs: number;
}

async function readStored(
  { table, connections, writer }: UsageQueryPorts,
  { connection, fromMs, toMs, stepMs = 1 }: UsageQuery,
  { memoryMs, nowMs }: Now,
): Promise<readonly Point[]> {
  const id = (await connections.ids(connection)).get(connection);
  if (id === undefined) return [];
  const [from, to] = [Math.floor(fromMs / MINUTE_MS), Math.ceil(toMs / MINUTE_MS)];
  const oldestMinute = floorToHour(Math.ceil((nowMs - MINUTES_KEPT_MS) / MINUTE_MS)) + HOUR_MINUTES;
  const isWhole = stepMs % (HOUR_MINUTES * MINUTE_MS) === 0;
  const split = Math.min(await table.summedTo(), isWhole ? floorToHour(memoryMs / MINUTE_MS) : oldestMinute);
  const read = { connection: id };
  const isKnown = (row: UsageRow) => (point: Point) =>
    row.step === 60 || row.writer !== writer || point.startMs < memoryMs;
  const points: Point[] = [];
  /** Reads a part of the rows at a time, so that others are served meanwhile. */
  async function readRows(step: 1 | 60, range: { readonly from: number; readonly to: number }): Promise<void> {
    const stored = await table.extent({ ...read, step, ...range });
    const length = step * POINTS_AT_ONCE;
    for (let start = stored.from; start < stored.to; start += length) {
      const rows = await table.read({ ...read, step, from: start, to: Math.min(stored.to, start + length) });
      for (const row of rows) points.push(...toPoints(row).filter(isKnown(row)));
      await nextTurn();
    }
  }
  // The minutes of the hour in which the range begins, as long as there are any.
  const firstHour =
    floorToHour(from) < from && from >= oldestMinute ? floorToHour(from) + HOUR_MINUTES : floorToHour(from);
  // The sum of the hour in which the range ends would reach beyond it, so the minutes of that hour are read, too.
  const hourly = { from: firstHour, to: Math.min(split, floorToHour(to)) };
  if (hourly.from < hourly.to) {
    await readRows(1, { from: floorToHour(from), to: firstHour });
    await readRows(60, hourly);
  }
  // A row of idle minutes may begin earlier in the hour.
  const fine = hourly.from < hourly.to ? hourly.to : floorToHour(from);
  await readRows(1, { from: fine, to });
  return points.filter(({ endMs }) => endMs > fromMs && endMs <= toMs);
}

function floorTo(step: number, ms: number): number {
  return Math.floor(ms / step) * step;
}
