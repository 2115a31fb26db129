import type { Point } from '../../usage/point.js';
import { type Labels, type Metric, RESOURCE_TYPE, type Value } from './metrics.js';

/** A value in an interval. */
export interface SeriesPoint {
  readonly startMs: number;
  readonly endMs: number;
  readonly value: Value;
}

/** A time series. A reduced one has only the labels by which it was grouped. */
export interface Series {
  readonly metricType: string;
  readonly metricLabels: Labels;
  readonly resourceLabels: Labels;
  readonly metricKind: Metric['metricKind'];
  readonly valueType: Metric['valueType'];
  readonly unit: string;
  /** Oldest first. */
  readonly points: readonly SeriesPoint[];
}

/** The series of one metric and connection. */
export function toSeries(metric: Metric, points: readonly Point[], resource: Labels): readonly Series[] {
  const found = new Map<string, { readonly labels: Labels; readonly points: SeriesPoint[] }>();
  for (const { startMs, endMs, ...point } of points) {
    for (const [labels, value] of metric.values({ startMs, endMs, ...point })) {
      const key = Object.values(labels).join('\t');
      const series = found.get(key) ?? { labels, points: [] };
      found.set(key, series);
      series.points.push({ startMs, endMs, value });
    }
  }
  const { type: metricType, metricKind, valueType, unit } = metric;
  const shared = { metricType, resourceLabels: resource, metricKind, valueType, unit };
  return [...found.values()].map((series) => ({ ...shared, metricLabels: series.labels, points: series.points }));
}

/** Reads a field of a series. Undefined if it is among labels that are not known. A label that the series lacks is empty. */
export type ReadField = (
  series: Pick<Series, 'metricType'> & Partial<Pick<Series, 'metricLabels' | 'resourceLabels'>>,
) => string | undefined;

/** Other names of the project, which Google's clients and dashboards use. */
const PROJECT_LABELS: readonly string[] = ['project_id', 'project'];

/** Finds a field, such as `['metric', 'labels', 'status']`. Undefined for an unknown one. */
export function findField(path: readonly string[]): ReadField | undefined {
  const [group = '', member = '', label, ...more] = path;
  if (path.join('.') === 'project') return ofResource('resource_container');
  if (path.join('.') === 'metric.type') return ({ metricType }) => metricType;
  if (path.join('.') === 'resource.type') return () => RESOURCE_TYPE;
  if ((member !== 'labels' && member !== 'label') || label === undefined || more.length > 0) return undefined;
  if (group === 'metric') return ({ metricLabels }) => metricLabels && (metricLabels[label] ?? '');
  if (group !== 'resource') return undefined;
  return ofResource(PROJECT_LABELS.includes(label) ? 'resource_container' : label);
}

function ofResource(label: string): ReadField {
  return ({ resourceLabels }) => resourceLabels && (resourceLabels[label] ?? '');
}
