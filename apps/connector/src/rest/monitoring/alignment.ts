import { addHistogram, createHistogram, type Histogram, percentile } from '../../usage/histogram.js';
import type { Value } from './metrics.js';
import type { Series, SeriesPoint } from './series.js';

/** The properties that decide how a metric can be aggregated. */
export type MetricShape = Pick<Series, 'metricKind' | 'valueType'>;

/** Combines the points of one series in one period. */
export interface Aligner {
  readonly fits: (metric: MetricShape) => boolean;
  /** The kind and the type of the result. */
  readonly toShape: (metric: MetricShape) => MetricShape;
  readonly combine: (values: readonly Value[], periodMs: number) => Value;
}

export type AlignerName = keyof typeof ALIGNERS;

const isNumeric = ({ valueType }: MetricShape) => valueType !== 'DISTRIBUTION';
const isDistribution = ({ valueType }: MetricShape) => valueType === 'DISTRIBUTION';
const isDelta = ({ metricKind }: MetricShape) => metricKind === 'DELTA';
const gaugeOf = (valueType: 'INT64' | 'DOUBLE') => () => ({ metricKind: 'GAUGE', valueType }) as const;
const asGauge = ({ valueType }: MetricShape) => ({ metricKind: 'GAUGE', valueType }) as const;
const unchanged = (metric: MetricShape) => metric;

/** https://cloud.google.com/monitoring/api/ref_v3/rest/v3/projects.alertPolicies#Aligner */
export const ALIGNERS = {
  ALIGN_DELTA: { fits: isDelta, toShape: unchanged, combine: sum },
  ALIGN_RATE: {
    fits: (metric) => isDelta(metric) && isNumeric(metric),
    toShape: gaugeOf('DOUBLE'),
    combine: (values, periodMs) => toNumber(sum(values)) / (periodMs / 1000),
  },
  ALIGN_SUM: { fits: (metric) => isNumeric(metric) || isDelta(metric), toShape: unchanged, combine: sum },
  ALIGN_MEAN: { fits: isNumeric, toShape: gaugeOf('DOUBLE'), combine: mean },
  ALIGN_MAX: { fits: isNumeric, toShape: asGauge, combine: (values) => Math.max(...values.map(toNumber)) },
  ALIGN_MIN: { fits: isNumeric, toShape: asGauge, combine: (values) => Math.min(...values.map(toNumber)) },
  ALIGN_COUNT: { fits: isNumeric, toShape: gaugeOf('INT64'), combine: (values) => values.length },
  ALIGN_PERCENTILE_99: ofPercentile(0.99),
  ALIGN_PERCENTILE_95: ofPercentile(0.95),
  ALIGN_PERCENTILE_50: ofPercentile(0.5),
  ALIGN_PERCENTILE_05: ofPercentile(0.05),
} as const satisfies Readonly<Record<string, Aligner>>;

function ofPercentile(share: number): Aligner {
  return {
    fits: isDistribution,
    toShape: gaugeOf('DOUBLE'),
    combine: (values) => percentile(toHistogram(sum(values)), share),
  };
}

/** Adds numbers, or distributions. */
export function sum(values: readonly Value[]): Value {
  if (values.every((value) => typeof value === 'number')) return values.reduce((total, value) => total + value, 0);
  const total = createHistogram();
  for (const value of values) addHistogram(total, toHistogram(value));
  return total;
}

/** The mean of numbers, or of everything in distributions. */
export function mean(values: readonly Value[]): number {
  const total = sum(values);
  if (typeof total === 'number') return total / values.length;
  return total.count === 0 ? 0 : total.sum / total.count;
}

export function toNumber(value: Value): number {
  return typeof value === 'number' ? value : value.count;
}

function toHistogram(value: Value): Histogram {
  return typeof value === 'number' ? createHistogram() : value;
}

interface Periods {
  readonly startMs: number;
  readonly endMs: number;
  readonly periodMs: number;
}

/** Replaces the points of a series by one for each period that has points. The last period ends where the interval ends. */
export function alignSeries(
  series: Series,
  { toShape, combine }: Aligner,
  { endMs, periodMs }: Periods,
): readonly Series[] {
  const periods = new Map<number, SeriesPoint[]>();
  for (const point of series.points) {
    const end = endMs - Math.floor((endMs - point.endMs) / periodMs) * periodMs;
    const inPeriod = periods.get(end);
    if (inPeriod) inPeriod.push(point);
    else periods.set(end, [point]);
  }
  if (periods.size === 0) return [];
  const points = [...periods].map(([end, inPeriod]) => ({
    startMs: end - periodMs,
    endMs: end,
    value: combine(
      inPeriod.map(({ value }) => value),
      periodMs,
    ),
  }));
  return [{ ...series, ...toShape(series), points }];
}
