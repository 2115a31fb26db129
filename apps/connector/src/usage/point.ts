import { addCounts, type Counts, createCounts, fromStoredCounts, type StoredCounts, toStoredCounts } from './counts.js';
import type { Gauge } from './gauge.js';

/** The nodes of a connection in an interval. */
interface NodeUsage {
  readonly min: number;
  readonly max: number;
  /** The number of nodes, integrated over the interval. */
  readonly seconds: number;
}

/** The usage of a connection in an interval. */
export interface Point {
  readonly startMs: number;
  readonly endMs: number;
  readonly counts: Counts;
  /** Absent if nobody knows how many nodes the connection had. */
  readonly nodes?: NodeUsage | undefined;
  /** The state of the connection at the end of the interval, such as `ACTIVE`. Absent if unknown. */
  readonly state?: string | undefined;
}

/** A point as JSON, without its interval. */
export interface StoredPoint extends StoredCounts {
  readonly nodes?: readonly [min: number, max: number, seconds: number];
  readonly state?: string;
}

export function toStoredPoint({ counts, nodes, state }: Point): StoredPoint {
  return {
    ...toStoredCounts(counts),
    ...(nodes && { nodes: [nodes.min, nodes.max, Math.round(nodes.seconds * 1000) / 1000] }),
    ...(state !== undefined && { state }),
  };
}

export function fromStoredPoint({ nodes, state, ...counts }: StoredPoint): Pick<Point, 'counts' | 'nodes' | 'state'> {
  return {
    counts: fromStoredCounts(counts),
    nodes: nodes && { min: nodes[0], max: nodes[1], seconds: nodes[2] },
    state,
  };
}

/** Adds points up, in the order of time. Their interval reaches from the first start to the last end. */
export function sumPoints(points: readonly [Point, ...Point[]]): Point {
  if (points.length === 1) return points[0];
  const counts = createCounts();
  for (const point of points) addCounts(counts, point.counts);
  const known = points.flatMap(({ nodes }) => nodes ?? []);
  return {
    startMs: points[0].startMs,
    endMs: (points.at(-1) ?? points[0]).endMs,
    counts,
    nodes: known.length === 0 ? undefined : known.reduce(addNodes),
    state: points.findLast(({ state }) => state !== undefined)?.state,
  };
}

function addNodes(a: NodeUsage, b: NodeUsage): NodeUsage {
  return { min: Math.min(a.min, b.min), max: Math.max(a.max, b.max), seconds: a.seconds + b.seconds };
}

/** The values of gauges in an interval. */
export function gaugesOver(
  { nodes, state }: { readonly nodes: Gauge<number>; readonly state: Gauge<string | undefined> },
  fromMs: number,
  toMs: number,
): Pick<Point, 'nodes' | 'state'> {
  const spans = nodes.over(fromMs, toMs);
  const values = spans.map(({ value }) => value);
  const seconds = spans.reduce((sum, { value, ms }) => sum + (value * ms) / 1000, 0);
  return {
    nodes: spans.length === 0 ? undefined : { min: Math.min(...values), max: Math.max(...values), seconds },
    state: state.over(fromMs, toMs).at(-1)?.value,
  };
}
