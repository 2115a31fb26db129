import { type Histogram, percentile } from '../../usage/histogram.js';
import { mean, sum, toNumber } from './alignment.js';
import type { Value } from './metrics.js';
import type { ReadField, Series, SeriesPoint } from './series.js';

/** Combines the values of several series at one point. */
export interface Reducer {
  /** The type of the result. */
  readonly toValueType: (valueType: Series['valueType']) => Series['valueType'];
  readonly combine: (values: readonly Value[]) => Value;
}

export type ReducerName = keyof typeof REDUCERS;

const toDouble = () => 'DOUBLE' as const;
const unchanged = (valueType: Series['valueType']) => valueType;
/** The largest and the smallest of distributions are those of their numbers of values. */
const toNumeric = (valueType: Series['valueType']) => (valueType === 'DISTRIBUTION' ? 'INT64' : valueType);

/** https://cloud.google.com/monitoring/api/ref_v3/rest/v3/projects.alertPolicies#Reducer */
export const REDUCERS = {
  REDUCE_SUM: { toValueType: unchanged, combine: sum },
  REDUCE_MEAN: { toValueType: toDouble, combine: mean },
  REDUCE_MAX: { toValueType: toNumeric, combine: (values) => Math.max(...values.map(toNumber)) },
  REDUCE_MIN: { toValueType: toNumeric, combine: (values) => Math.min(...values.map(toNumber)) },
  REDUCE_COUNT: { toValueType: () => 'INT64', combine: (values) => values.length },
  REDUCE_PERCENTILE_99: ofPercentile(0.99),
  REDUCE_PERCENTILE_95: ofPercentile(0.95),
  REDUCE_PERCENTILE_50: ofPercentile(0.5),
  REDUCE_PERCENTILE_05: ofPercentile(0.05),
} as const satisfies Readonly<Record<string, Reducer>>;

/** Of everything in distributions, or of numbers. */
function ofPercentile(share: number): Reducer {
  return {
    toValueType: toDouble,
    combine(values) {
      const histograms = values.filter((value): value is Histogram => typeof value !== 'number');
      const [first] = histograms;
      if (first) return percentile(sum(histograms) as Histogram, share);
      const sorted = values.map(toNumber).toSorted((a, b) => a - b);
      return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
    },
  };
}

/** A field by which series are grouped. */
interface GroupField {
  readonly path: readonly string[];
  readonly read: ReadField;
}

/** Combines aligned series that have the same values of some fields. All other labels are dropped. */
export function reduceSeries(
  series: readonly Series[],
  reducer: Reducer,
  groupBy: readonly GroupField[],
): readonly Series[] {
  const groups = Map.groupBy(series, (one) => groupBy.map(({ read }) => read(one)).join('\t'));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const points = Map.groupBy(
      group.flatMap((one) => one.points),
      ({ endMs }) => endMs,
    );
    return {
      ...first,
      metricLabels: keptLabels(first.metricLabels, 'metric', groupBy),
      resourceLabels: keptLabels(first.resourceLabels, 'resource', groupBy),
      valueType: reducer.toValueType(first.valueType),
      points: [...points.values()].flatMap((at) => combine(at, reducer)).toSorted((a, b) => a.endMs - b.endMs),
    };
  });
}

function combine(points: readonly SeriesPoint[], reducer: Reducer): readonly SeriesPoint[] {
  const [first] = points;
  return first ? [{ ...first, value: reducer.combine(points.map(({ value }) => value)) }] : [];
}

function keptLabels(
  labels: Series['metricLabels'],
  group: string,
  groupBy: readonly GroupField[],
): Series['metricLabels'] {
  const names = groupBy.flatMap(({ path }) => (path[0] === group && path.length === 3 ? (path[2] ?? []) : []));
  return Object.fromEntries(Object.entries(labels).filter(([name]) => names.includes(name)));
}
