import { fromStoredPoint, type Point, type StoredPoint, sumPoints, toStoredPoint } from './point.js';
import type { UsageRow } from './usage-table.js';
import { MINUTE_MS } from './usage-writer.js';

/** The points of a row: one for each of its intervals in which something is known. */
export function toPoints({ step, start, length, point }: UsageRow): readonly Point[] {
  const stored = JSON.parse(point) as StoredPoint | readonly (StoredPoint | null)[];
  const stepMs = step * MINUTE_MS;
  const points: Point[] = [];
  for (let index = 0; index < length; index += 1) {
    const one = Array.isArray(stored) ? stored[index] : stored;
    if (!one) continue;
    const startMs = start * MINUTE_MS + index * stepMs;
    points.push({ startMs, endMs: startMs + stepMs, ...fromStoredPoint(one as StoredPoint) });
  }
  return points;
}

/** Stores consecutive intervals in one row: once if all have the same content, else as a list. */
export function toStoredPoints(points: readonly (Point | undefined)[]): Pick<UsageRow, 'length' | 'point'> {
  const texts = points.map((point) => (point ? JSON.stringify(toStoredPoint(point)) : 'null'));
  const isSame = texts.every((text) => text === texts[0]);
  return { length: points.length, point: isSame ? (texts[0] ?? 'null') : `[${texts.join()}]` };
}

/** Adds up the counts of several processes in the same interval. Sorts by time. */
export function mergeEqual(points: readonly Point[]): readonly Point[] {
  const merged: Point[] = [];
  for (const point of points.toSorted((a, b) => a.endMs - b.endMs || a.startMs - b.startMs)) {
    const last = merged.at(-1);
    if (last?.endMs === point.endMs && last.startMs === point.startMs)
      merged[merged.length - 1] = sumPoints([last, point]);
    else merged.push(point);
  }
  return merged;
}
