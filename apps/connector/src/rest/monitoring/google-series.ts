import { FINITE_BINS, FIRST_BOUND_MS, GROWTH, type Histogram } from '../../usage/histogram.js';
import { RESOURCE_TYPE } from './metrics.js';
import type { Series, SeriesPoint } from './series.js';

/** A series as Cloud Monitoring shows it (https://cloud.google.com/monitoring/api/ref_v3/rest/v3/TimeSeries). */
export function toGoogleSeries({ points, ...series }: Series): object {
  return { ...toHeader(series), points: points.map((point) => toGooglePoint(point, series)) };
}

/** A series without its points. */
export function toHeader(series: Omit<Series, 'points'>): object {
  const { metricType, metricLabels, resourceLabels, metricKind, valueType, unit } = series;
  return {
    metric: { type: metricType, labels: metricLabels },
    resource: { type: RESOURCE_TYPE, labels: resourceLabels },
    metricKind,
    valueType,
    unit,
  };
}

type Shape = Pick<Series, 'metricKind' | 'valueType'>;

/** A gauge holds at the end of its interval. */
function toGooglePoint({ startMs, endMs, value }: SeriesPoint, { metricKind, valueType }: Shape): object {
  const endTime = new Date(endMs).toISOString();
  const interval = { startTime: metricKind === 'GAUGE' ? endTime : new Date(startMs).toISOString(), endTime };
  if (typeof value !== 'number') return { interval, value: { distributionValue: toDistribution(value) } };
  // Google writes 64-bit integers as strings.
  return { interval, value: valueType === 'INT64' ? { int64Value: String(value) } : { doubleValue: value } };
}

/** The counts of all bins up to the last one that has any, as Google leaves out the others. */
function toDistribution({ count, sum, bins }: Histogram): object {
  const last = Math.max(0, ...bins.keys());
  return {
    count: String(count),
    mean: count === 0 ? 0 : sum / count,
    bucketOptions: {
      exponentialBuckets: { numFiniteBuckets: FINITE_BINS, growthFactor: GROWTH, scale: FIRST_BOUND_MS },
    },
    bucketCounts: Array.from({ length: last + 1 }, (_, bin) => String(bins.get(bin) ?? 0)),
  };
}
