import type { Range } from '../format/ranges.ts';
import type { ConnectionPlace } from '../resources/connection.ts';
import { type Point, readSeries, type Series } from '../resources/time-series.ts';

/** The server gathers usage for so long before it tells. Reading it costs no requests to Twilio. */
export const REFRESH_MS = 10_000;

/** One line of a chart. */
export interface Line {
  readonly name: string;
  readonly points: readonly Point[];
}

/** A chart as data: what to read, and what to call it. */
export interface ChartDeclaration {
  readonly title: string;
  readonly unit: string;
  readonly lines: readonly LineDeclaration[];
  /** Whether an interval without a point is one in which nothing happened. */
  readonly isCount?: boolean;
}

interface LineDeclaration {
  /** Undefined if the lines are named by a label of the metric. */
  readonly name?: string;
  readonly label?: string;
  readonly metric: string;
  readonly aligner: string;
  /** Which series of the metric count, such as `metric.labels.status != "OK"`. */
  readonly filter?: string;
}

export interface Window {
  readonly sinceMs: number;
  readonly untilMs: number;
  /** The length of the interval that a point stands for. It ends at the time of the point. */
  readonly stepMs: number;
}

/** The window ends at a whole step, so that a chart does not jump between two reads. */
export function windowOf({ lengthMs, stepSeconds }: Range, nowMs: number): Window {
  const stepMs = stepSeconds * 1000;
  const untilMs = Math.ceil(nowMs / stepMs) * stepMs;
  return { sinceMs: untilMs - lengthMs, untilMs, stepMs };
}

function merge(series: readonly Series[], name: (one: Series) => string): readonly Line[] {
  const byName = new Map<string, Map<number, number>>();
  for (const one of series) {
    const line = byName.get(name(one)) ?? new Map<number, number>();
    for (const { timeMs, value } of one.points) line.set(timeMs, (line.get(timeMs) ?? 0) + value);
    byName.set(name(one), line);
  }
  return [...byName].map(([key, points]) => ({
    name: key,
    points: [...points].map(([timeMs, value]) => ({ timeMs, value })),
  }));
}

/** A count has a point for each step: zero where the server has none. */
function fillGaps({ name, points }: Line, { sinceMs, untilMs, stepMs }: Window): Line {
  if (points.length === 0) return { name, points };
  const values = new Map(points.map(({ timeMs, value }) => [timeMs, value]));
  const times = Array.from(
    { length: Math.round((untilMs - sinceMs) / stepMs) },
    (_, index) => sinceMs + (index + 1) * stepMs,
  );
  return { name, points: times.map((timeMs) => ({ timeMs, value: values.get(timeMs) ?? 0 })) };
}

/** Reads the lines of a chart from Cloud Monitoring's API. */
export async function readChart(
  place: ConnectionPlace,
  chart: ChartDeclaration,
  { window, signal }: { readonly window: Window; readonly signal: AbortSignal },
): Promise<readonly Line[]> {
  const read = chart.lines.map(async ({ name, label, ...wanted }) => {
    const series = await readSeries({ project: place.project, connection: place, ...wanted, ...window }, signal);
    const lines = merge(series, ({ labels }) => name ?? labels[label ?? ''] ?? '');
    return lines.length > 0 || name === undefined ? lines : [{ name, points: [] }];
  });
  const lines = (await Promise.all(read)).flat();
  const whole = chart.isCount ? lines.map((line) => fillGaps(line, window)) : lines;
  return whole.toSorted((a, b) => (chart.lines.length === 1 ? a.name.localeCompare(b.name) : 0));
}
