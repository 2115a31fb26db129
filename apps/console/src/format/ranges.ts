/** How far a view of the past reaches back, as its link names it. */
export interface Range {
  readonly id: string;
  readonly label: string;
  readonly lengthMs: number;
  /** Between two points of a chart. */
  readonly stepSeconds: number;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const RANGES: readonly [Range, ...Range[]] = [
  { id: '1h', label: 'Last hour', lengthMs: HOUR_MS, stepSeconds: 60 },
  { id: '15m', label: 'Last 15 minutes', lengthMs: 15 * MINUTE_MS, stepSeconds: 10 },
  { id: '6h', label: 'Last 6 hours', lengthMs: 6 * HOUR_MS, stepSeconds: 300 },
  { id: '24h', label: 'Last 24 hours', lengthMs: DAY_MS, stepSeconds: 600 },
  { id: '7d', label: 'Last 7 days', lengthMs: 7 * DAY_MS, stepSeconds: 3600 },
  { id: '30d', label: 'Last 30 days', lengthMs: 30 * DAY_MS, stepSeconds: 10_800 },
];

/** The range of a link; the first one if it names none. */
export function rangeOf(id: string | undefined): Range {
  return RANGES.find((range) => range.id === id) ?? RANGES[0];
}

const BY_LENGTH = RANGES.toSorted((a, b) => a.lengthMs - b.lengthMs);

/** For a choice, shortest first. */
export function rangesByLength(): readonly Range[] {
  return BY_LENGTH;
}
