import type { Range } from '../format/ranges.ts';
import { type Point, readSeries, type Series } from '../resources/time-series.ts';
import type { ConnectionPlace } from '../resources/connection.ts';

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
}

const REQUESTS = 'connectors.googleapis.com/connection/request_count';
const NODES = 'connectors.googleapis.com/connection/nodes';
const LATENCY = 'twilio-connector/latency';
const WAIT = 'twilio-connector/queue_wait';

export const CHARTS: readonly ChartDeclaration[] = [
  {
    title: 'Transactions by outcome',
    unit: 'requests',
    isCount: true,
    lines: [{ label: 'status', metric: REQUESTS, aligner: 'ALIGN_DELTA' }],
  },
  {
    title: 'Latency of Twilio',
    unit: 'ms',
    lines: [
      { name: 'p50', metric: LATENCY, aligner: 'ALIGN_PERCENTILE_50' },
      { name: 'p95', metric: LATENCY, aligner: 'ALIGN_PERCENTILE_95' },
      { name: 'p99', metric: LATENCY, aligner: 'ALIGN_PERCENTILE_99' },
    ],
  },
  {
    title: 'Throttled and refused',
    unit: 'requests',
    isCount: true,
    lines: [
      { name: 'waited for a slot', metric: 'twilio-connector/throttled', aligner: 'ALIGN_DELTA' },
      { name: 'refused', metric: 'twilio-connector/refused', aligner: 'ALIGN_DELTA' },
      { name: 'retried', metric: 'twilio-connector/retries', aligner: 'ALIGN_DELTA' },
    ],
  },
  {
    title: 'Wait for a slot',
    unit: 'ms',
    lines: [
      { name: 'p50', metric: WAIT, aligner: 'ALIGN_PERCENTILE_50' },
      { name: 'p95', metric: WAIT, aligner: 'ALIGN_PERCENTILE_95' },
    ],
  },
  {
    title: 'Nodes',
    unit: 'nodes',
    lines: [
      { name: 'least', metric: NODES, aligner: 'ALIGN_MIN' },
      { name: 'most', metric: NODES, aligner: 'ALIGN_MAX' },
    ],
  },
];

export interface Window {
  readonly sinceMs: number;
  readonly untilMs: number;
}

/** The window ends at a whole step, so that a chart does not jump between two reads. */
export function windowOf({ lengthMs, stepSeconds }: Range, nowMs: number): Window {
  const untilMs = Math.ceil(nowMs / 1000 / stepSeconds) * stepSeconds * 1000;
  return { sinceMs: untilMs - lengthMs, untilMs };
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
function fillGaps({ name, points }: Line, { sinceMs, untilMs }: Window, stepSeconds: number): Line {
  if (points.length === 0) return { name, points };
  const values = new Map(points.map(({ timeMs, value }) => [timeMs, value]));
  const stepMs = stepSeconds * 1000;
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
  { range, window, signal }: { readonly range: Range; readonly window: Window; readonly signal: AbortSignal },
): Promise<readonly Line[]> {
  const read = chart.lines.map(async ({ name, label, metric, aligner }) => {
    const series = await readSeries(
      { project: place.project, connection: place, metric, aligner, stepSeconds: range.stepSeconds, ...window },
      signal,
    );
    const lines = merge(series, ({ labels }) => name ?? labels[label ?? ''] ?? '');
    return lines.length > 0 || name === undefined ? lines : [{ name, points: [] }];
  });
  const lines = (await Promise.all(read)).flat();
  const whole = chart.isCount ? lines.map((line) => fillGaps(line, window, range.stepSeconds)) : lines;
  return whole.toSorted((a, b) => (chart.lines.length === 1 ? a.name.localeCompare(b.name) : 0));
}
