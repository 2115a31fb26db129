import { type ApiCall, request } from '../api/http.ts';

/** What to read from Cloud Monitoring's `timeSeries.list`. */
export interface SeriesRequest {
  readonly project: string;
  /** Such as `connectors.googleapis.com/connection/request_count`. */
  readonly metric: string;
  /** All connections of the project if undefined. */
  readonly connection?: { readonly location: string; readonly connection: string };
  readonly sinceMs: number;
  readonly untilMs: number;
  readonly stepMs: number;
  readonly aligner: string;
  /** What else the series must fulfil. */
  readonly filter?: string;
  /** Labels to keep; all others are summed. Without it, every series stays. */
  readonly groupBy?: readonly string[];
  readonly reducer?: string;
}

export interface Point {
  readonly timeMs: number;
  readonly value: number;
}

export interface Series {
  readonly labels: Readonly<Record<string, string>>;
  /** Oldest first. */
  readonly points: readonly Point[];
}

interface TimeSeries {
  readonly metric?: { readonly labels?: Record<string, string> };
  readonly resource?: { readonly labels?: Record<string, string> };
  readonly points?: readonly {
    readonly interval: { readonly endTime: string };
    readonly value: { readonly int64Value?: string; readonly doubleValue?: number };
  }[];
}

/** The query parameters of `timeSeries.list`. */
export function seriesQuery(wanted: SeriesRequest): NonNullable<ApiCall['query']> {
  const { metric, connection, sinceMs, untilMs, stepMs, aligner, filter, groupBy, reducer } = wanted;
  const parts = [`metric.type = "${metric}"`];
  if (connection) {
    parts.push(
      `resource.labels.location = "${connection.location}"`,
      `resource.labels.connection = "${connection.connection}"`,
    );
  }
  if (filter) parts.push(filter);
  return {
    filter: parts.join(' AND '),
    'interval.startTime': new Date(sinceMs).toISOString(),
    'interval.endTime': new Date(untilMs).toISOString(),
    'aggregation.alignmentPeriod': `${stepMs / 1000}s`,
    'aggregation.perSeriesAligner': aligner,
    ...(groupBy && { 'aggregation.crossSeriesReducer': reducer ?? 'REDUCE_SUM' }),
    ...(groupBy && groupBy.length > 0 && { 'aggregation.groupByFields': groupBy }),
  };
}

export async function readSeries(wanted: SeriesRequest, signal?: AbortSignal): Promise<readonly Series[]> {
  const path = `/monitoring/v3/projects/${wanted.project}/timeSeries`;
  const { timeSeries = [] } = await request<{ timeSeries?: TimeSeries[] }>({
    path,
    query: seriesQuery(wanted),
    ...(signal && { signal }),
  });
  return timeSeries.map(({ metric, resource, points = [] }) => ({
    labels: { ...resource?.labels, ...metric?.labels },
    points: points
      .map(({ interval, value }) => ({
        timeMs: Date.parse(interval.endTime),
        value: Number(value.int64Value ?? value.doubleValue ?? 0),
      }))
      .toSorted((a, b) => a.timeMs - b.timeMs),
  }));
}
