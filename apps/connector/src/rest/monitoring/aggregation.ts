import { type Aligner, ALIGNERS, alignSeries, type AlignerName, type MetricShape } from './alignment.js';
import { REDUCERS, type ReducerName, reduceSeries } from './reduction.js';
import { invalidParameter } from '../../errors.js';
import { oneOf, type Parameter, texts, unsupported } from '../parameters.js';
import { findField, type ReadField, type Series } from './series.js';

/** How to combine the points of each series, and then the series. */
export interface Aggregation {
  /** The length of the intervals; undefined for the points as they are. */
  readonly periodMs: number | undefined;
  /** @throws ConnectorError INVALID_ARGUMENT if the metric cannot be aggregated like that */
  check(metric: MetricShape): void;
  apply(series: readonly Series[], interval: Interval): readonly Series[];
}

/** Both times are in milliseconds since 1970. Points that end after the start and not after the end belong to it. */
export interface Interval {
  readonly startMs: number;
  readonly endMs: number;
}

const NONE = 'ALIGN_NONE';
const NO_REDUCER = 'REDUCE_NONE';
const SECONDARY = ['alignmentPeriod', 'perSeriesAligner', 'crossSeriesReducer', 'groupByFields'];

export const AGGREGATION_PARAMETERS = {
  'aggregation.alignmentPeriod': duration(),
  'aggregation.perSeriesAligner': oneOf([NONE, ...(Object.keys(ALIGNERS) as AlignerName[])]),
  'aggregation.crossSeriesReducer': oneOf([NO_REDUCER, ...(Object.keys(REDUCERS) as ReducerName[])]),
  'aggregation.groupByFields': texts(),
  ...Object.fromEntries(
    SECONDARY.map((name) => [`secondaryAggregation.${name}`, unsupported('aggregate the answer yourself')]),
  ),
};

type AggregationQuery = {
  readonly [N in keyof typeof AGGREGATION_PARAMETERS]?: (typeof AGGREGATION_PARAMETERS)[N] extends Parameter<infer T>
    ? T
    : never;
};

/** @throws ConnectorError INVALID_ARGUMENT */
export function readAggregation(query: AggregationQuery): Aggregation {
  const aligner = query['aggregation.perSeriesAligner'] ?? NONE;
  const reducer = query['aggregation.crossSeriesReducer'] ?? NO_REDUCER;
  const periodMs = query['aggregation.alignmentPeriod'];
  const groupBy = (query['aggregation.groupByFields'] ?? []).map(toField);
  if (aligner === NONE) {
    if (reducer === NO_REDUCER) return { periodMs: undefined, check() {}, apply: (series) => series };
    const name = 'aggregation.perSeriesAligner';
    throw invalidParameter(
      name,
      'must be set to another value than ALIGN_NONE if aggregation.crossSeriesReducer is set',
    );
  }
  if (periodMs === undefined) {
    throw invalidParameter('aggregation.alignmentPeriod', 'is required with an aligner, such as 60s');
  }
  const align: Aligner = ALIGNERS[aligner];
  return {
    periodMs,
    check(metric) {
      if (align.fits(metric)) return;
      const what = `${aligner} does not apply to ${metric.metricKind} metrics of ${metric.valueType}`;
      throw invalidParameter('aggregation.perSeriesAligner', `must fit the metric: ${what}; use ${fitting(metric)}`);
    },
    apply(series, interval) {
      const aligned = series.flatMap((one) => alignSeries(one, align, { ...interval, periodMs }));
      return reducer === NO_REDUCER ? aligned : reduceSeries(aligned, REDUCERS[reducer], groupBy);
    },
  };
}

function fitting(metric: MetricShape): string {
  return Object.entries(ALIGNERS)
    .flatMap(([name, { fits }]) => (fits(metric) ? name : []))
    .join(', ');
}

function toField(text: string): { readonly path: readonly string[]; readonly read: ReadField } {
  const path = text.split('.').map((name) => name.replaceAll('"', ''));
  const read = findField(path);
  if (read) return { path, read };
  const problem = `has the unknown field ${text.slice(0, 64)}; use resource.labels.connection or metric.labels.status, for example`;
  throw invalidParameter('aggregation.groupByFields', problem);
}

/** Shorter than a bucket makes no sense; two years are Google's maximum. */
const [MIN_SECONDS, MAX_SECONDS] = [10, 104 * 7 * 86_400];

function duration(): Parameter<number | undefined> {
  return {
    read([value], name) {
      if (value === undefined) return undefined;
      const seconds = Number(/^(\d+(?:\.\d{1,9})?)s$/.exec(value)?.[1] ?? Number.NaN);
      if (seconds >= MIN_SECONDS && seconds <= MAX_SECONDS) return Math.round(seconds * 1000);
      throw invalidParameter(name, `must be a duration from ${MIN_SECONDS}s to ${MAX_SECONDS}s, such as 60s`);
    },
  };
}
