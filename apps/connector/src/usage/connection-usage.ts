import { addCounts, type Counts, createCounts, isEmpty } from './counts.js';
import { createGauge, type Gauge } from './gauge.js';
import { gaugesOver, type Point } from './point.js';

/** The length of a bucket. */
export const BUCKET_MS = 10_000;

/** The usage of one connection. */
export interface ConnectionUsage {
  readonly nodes: Gauge<number>;
  /** Undefined once the connection does not exist any more. */
  readonly state: Gauge<string | undefined>;
  /** The counts of the bucket of a time; of a later one if that was stored before `sealedMs` or has a successor. */
  countsAt(atMs: number, sealedMs: number): Counts;
  /** Undefined if nothing is known. */
  over(fromMs: number, toMs: number): Point | undefined;
  /** The starts of the buckets from a time on. */
  startsFrom(fromMs: number): readonly number[];
  /** Drops everything that is older than a time. @returns whether nothing was counted since then */
  forget(beforeMs: number): boolean;
}

export function createConnectionUsage(): ConnectionUsage {
  // Buckets in which something was counted, in order.
  const buckets: { readonly startMs: number; readonly counts: Counts }[] = [];
  const nodes = createGauge<number>();
  const state = createGauge<string | undefined>();
  return {
    nodes,
    state,
    countsAt(atMs, sealedMs) {
      const last = buckets.at(-1);
      if (last && last.startMs >= sealedMs && atMs < last.startMs + BUCKET_MS) return last.counts;
      const counts = createCounts();
      buckets.push({ startMs: Math.max(atMs - (atMs % BUCKET_MS), sealedMs), counts });
      return counts;
    },
    over(fromMs, toMs) {
      const counts = createCounts();
      for (let index = buckets.length - 1; index >= 0; index -= 1) {
        const bucket = buckets[index];
        if (!bucket || bucket.startMs < fromMs) break;
        if (bucket.startMs < toMs) addCounts(counts, bucket.counts);
      }
      const gauges = gaugesOver({ nodes, state }, fromMs, toMs);
      if (isEmpty(counts) && !gauges.nodes && gauges.state === undefined) return undefined;
      return { startMs: fromMs, endMs: toMs, counts, ...gauges };
    },
    startsFrom(fromMs) {
      const before = buckets.findLastIndex(({ startMs }) => startMs < fromMs);
      return buckets.slice(before + 1).map(({ startMs }) => startMs);
    },
    forget(beforeMs) {
      const kept = buckets.findIndex(({ startMs }) => startMs >= beforeMs);
      buckets.splice(0, kept === -1 ? buckets.length : kept);
      nodes.forget(beforeMs);
      state.forget(beforeMs);
      return buckets.length === 0;
    },
  };
}
