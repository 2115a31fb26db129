/** A value that holds until it changes. Every change is kept for as long as it is asked for. */
export interface Gauge<T> {
  /** A change in the past counts from the last change on. The same value again is not a change. */
  set(value: T, atMs: number): void;
  /** The parts of an interval in which a value was known, in order. */
  over(fromMs: number, toMs: number): readonly Span<T>[];
  /** Drops the values that ended before a time. */
  forget(beforeMs: number): void;
}

/** A value and how long it held. */
interface Span<T> {
  readonly value: T;
  readonly ms: number;
}

export function createGauge<T>(): Gauge<T> {
  const changes: { readonly value: T; readonly atMs: number }[] = [];
  return {
    set(value, atMs) {
      const last = changes.at(-1);
      if (last?.value !== value) changes.push({ value, atMs: Math.max(atMs, last?.atMs ?? atMs) });
    },
    over(fromMs, toMs) {
      const spans = changes.map(({ value, atMs }, index) => {
        const end = changes[index + 1]?.atMs ?? Number.POSITIVE_INFINITY;
        return { value, ms: Math.min(end, toMs) - Math.max(atMs, fromMs) };
      });
      return spans.filter(({ ms }) => ms > 0);
    },
    forget(beforeMs) {
      const next = changes.findIndex(({ atMs }) => atMs > beforeMs);
      changes.splice(0, (next === -1 ? changes.length : next) - 1);
    },
  };
}
