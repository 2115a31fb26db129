import { waitForTurn } from '@twilio-connector/entities';
import { resourceOfPath } from '../../access/resource-names.js';
import type { Caller } from '../../access/caller.js';
import { invalidParameter } from '../../errors.js';
import { defineMethod } from '../method.js';
import { PAGE } from '../page.js';
import { oneOf, requiredText, unsupported } from '../parameters.js';
import type { Services } from '../services.js';
import { time } from '../time-parameter.js';
import { type Aggregation, AGGREGATION_PARAMETERS, type Interval, readAggregation } from './aggregation.js';
import { toGoogleSeries, toHeader } from './google-series.js';
import { type Metric, resourceLabels } from './metrics.js';
import { metricOf, parseSeriesFilter, type SeriesFilter } from './monitoring-filter.js';
import { checkReadLimit } from './read-limit.js';
import { type Series, toSeries } from './series.js';
import { pageOfSeries } from './series-page.js';

const PERMISSION = 'connectors.connections.get';

/** The time series of the connections of a project that the caller may get. Points are newest first, as Google lists them. */
export const list = defineMethod({
  id: 'monitoring.projects.timeSeries.list',
  permission: 'none',
  audit: 'ADMIN_READ',
  on: 'server',
  parameters: {
    ...PAGE,
    ...AGGREGATION_PARAMETERS,
    filter: requiredText('is required, such as metric.type = "connectors.googleapis.com/connection/request_count"'),
    'interval.startTime': time(),
    'interval.endTime': time(),
    view: oneOf(['FULL', 'HEADERS']),
    orderBy: unsupported('omit it: the points of a series are listed newest first'),
  },
  // A caller who may get one connection reads the series of that one.
  async requirement(services, { path, caller }) {
    const project = resourceOfPath(path);
    const [readable] = await readableConnections(services, caller, project);
    return readable === undefined ? { permission: PERMISSION, resource: project } : undefined;
  },
  async handle(services, { path, query, caller }) {
    const interval = readInterval(query['interval.startTime'], query['interval.endTime']);
    const aggregation = readAggregation(query);
    const filter = parseSeriesFilter(query.filter);
    const metric = metricOf(filter);
    aggregation.check(metric);
    const connections = await readableConnections(services, caller, resourceOfPath(path));
    const read = await readSeries(services, { connections, metric, filter, interval, aggregation });
    const isHeaders = query.view === 'HEADERS';
    const { pageSize, pageToken, ...others } = query;
    const page = { pageSize, pageToken, isHeaders, query: [path.projectsId, others] };
    const { items, ...next } = pageOfSeries(aggregation.apply(read, interval), page);
    const timeSeries = items.map(({ series, points }) =>
      isHeaders ? toHeader(series) : toGoogleSeries({ ...series, points }),
    );
    return { timeSeries, ...next, ...(isHeaders && { executionErrors: [] }) };
  },
});

/** Without a start, Google returns the latest point. */
const LATEST_MS = 60_000;

function readInterval(start: string | undefined, end: string | undefined): Interval {
  if (end === undefined) throw invalidParameter('interval.endTime', 'is required, such as 2026-01-31T00:00:00Z');
  const endMs = Date.parse(end);
  const startMs = start === undefined ? endMs - LATEST_MS : Date.parse(start);
  if (startMs <= endMs) return { startMs, endMs };
  throw invalidParameter('interval.startTime', 'must not be later than interval.endTime');
}

async function readableConnections(
  { usage, policies }: Pick<Services, 'usage' | 'policies'>,
  caller: Caller,
  project: string,
): Promise<readonly string[]> {
  const all = await usage.connections(`${project}/`);
  const isReadable = await Promise.all(all.map((name) => policies.isAllowed(caller, PERMISSION, name)));
  return all.filter((_, index) => isReadable[index]);
}

interface SeriesRequest {
  readonly connections: readonly string[];
  readonly metric: Metric;
  readonly filter: SeriesFilter;
  readonly interval: Interval;
  readonly aggregation: Pick<Aggregation, 'periodMs'>;
}

async function readSeries(
  { usage }: Pick<Services, 'usage'>,
  { connections, metric, filter, interval, aggregation: { periodMs: stepMs = 1 } }: SeriesRequest,
): Promise<readonly Series[]> {
  const labelled = connections.map((connection) => ({ connection, labels: resourceLabels(connection) }));
  const wanted = labelled.filter(
    ({ labels }) => filter.matches({ metricType: metric.type, resourceLabels: labels }) !== false,
  );
  checkReadLimit(wanted.length, interval, stepMs);
  const series: Series[] = [];
  for (const { connection, labels } of wanted) {
    const points = await usage.read({ connection, fromMs: interval.startMs, toMs: interval.endMs, stepMs });
    series.push(...toSeries(metric, points, labels).filter((one) => filter.matches(one)));
    await waitForTurn();
  }
  return series;
}
