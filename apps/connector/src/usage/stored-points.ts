import { fromStoredPoint, type Point, type StoredPoint } from './point.js';
import type { UsageRow } from './usage-table.js';
import { MINUTE_MS } from './usage-writer.js';

/** The points of a row: one for each of its intervals. */
export function toPoints({ step, start, length, point }: UsageRow): readonly Point[] {
  const content = fromStoredPoint(JSON.parse(point) as StoredPoint);
  const stepMs = step * MINUTE_MS;
  return Array.from({ length }, (_, index) => {
    const startMs = start * MINUTE_MS + index * stepMs;
    return { startMs, endMs: startMs + stepMs, ...content };
  });
}
