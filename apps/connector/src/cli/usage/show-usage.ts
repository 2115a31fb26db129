import { type ConnectorClient, type Resource, withConnector } from '../connector/connector-client.js';
import type { ConnectorFlags } from '../connector/connector-flags.js';
import { toConnectionName } from '../connector/resource-names.js';
import { showAll } from '../connector/show-resources.js';
import { durationMs } from '../terminal/duration.js';
import { UsageError } from '../terminal/usage-error.js';

/** The flags of `usage`. */
export interface UsageFlags extends ConnectorFlags {
  readonly since: string;
}

const USAGE = {
  toRow: ({ name, transactions, failed, throttled, p95Ms, nodeHours }: Resource) => {
    const [, , , location, , connection] = String(name).split('/');
    return {
      Connection: connection,
      Location: location,
      Transactions: transactions,
      Failed: failed,
      Throttled: throttled,
      P95Ms: p95Ms,
      NodeHours: nodeHours,
    };
  },
  columns: ['Connection', 'Location', 'Transactions', 'Failed', 'Throttled', 'P95Ms', 'NodeHours'],
  flexible: ['Connection'],
};

/** `usage`: one row for each connection. */
export function showUsage(connection: string | undefined, flags: UsageFlags, process: NodeJS.Process): Promise<void> {
  const seconds = toSeconds(flags.since);
  const name = connection === undefined ? undefined : toConnectionName(connection, flags);
  const project = name?.split('/')[1] ?? flags.project;
  return withConnector(flags, process, async (connector) => {
    const rows = await readUsage(connector, { project, name, seconds, now: Date.now() });
    await showAll(toAsync(rows), { ...USAGE, output: flags.output }, process);
  });
}

function toSeconds(since: string): number {
  const seconds = (durationMs(since, ['m', 'h', 'd'], 5) ?? 0) / 1000;
  // Usage is kept for 13 months.
  if (seconds > 0 && seconds <= 396 * 86_400) return seconds;
  throw new UsageError('--since must be a duration from 1m to 396d, such as 30m, 24h or 7d.');
}

/** What to read. */
interface Window {
  readonly project: string;
  /** The name of one connection. Default: all of the project. */
  readonly name: string | undefined;
  readonly seconds: number;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** The metrics that the command shows, and how the points of each are combined. */
const READ = {
  transactions: ['connectors.googleapis.com/connection/request_count', 'ALIGN_SUM'],
  throttled: ['twilio-connector/throttled', 'ALIGN_SUM'],
  latency: ['twilio-connector/latency', 'ALIGN_PERCENTILE_95'],
  nodeSeconds: ['twilio-connector/node_seconds', 'ALIGN_SUM'],
} as const;

/** A value of a connection, such as its failed transactions. */
interface Value {
  readonly name: string;
  readonly status: string | undefined;
  readonly value: number;
}

async function readUsage(connector: ConnectorClient, window: Window): Promise<readonly Resource[]> {
  const read = ([type, aligner]: readonly [string, string]) => readValues(connector, window, { type, aligner });
  const [transactions, throttled, latency, nodeSeconds] = await Promise.all([
    read(READ.transactions),
    read(READ.throttled),
    read(READ.latency),
    read(READ.nodeSeconds),
  ]);
  const names = new Set([...transactions, ...nodeSeconds].map(({ name }) => name));
  if (window.name !== undefined && names.size === 0) {
    // It was not used, or it does not exist, which the connector says.
    await connector.read(`/v1/${window.name}`);
    names.add(window.name);
  }
  return [...names].map((name) => {
    const sum = (values: readonly Value[]) =>
      values.reduce((total, one) => (one.name === name ? total + one.value : total), 0);
    const p95 = latency.find((one) => one.name === name)?.value;
    return {
      name,
      transactions: sum(transactions),
      failed: sum(transactions.filter(({ status }) => !(Number(status) < 400))),
      throttled: sum(throttled),
      ...(p95 !== undefined && { p95Ms: Math.round(p95) }),
      nodeHours: Math.round(sum(nodeSeconds) / 36) / 100,
    };
  });
}

async function readValues(
  connector: ConnectorClient,
  { project, name, seconds, now }: Window,
  { type, aligner }: { readonly type: string; readonly aligner: string },
): Promise<readonly Value[]> {
  const [, , , location, , connection] = name?.split('/') ?? [];
  const labels = Object.entries({ location, connection }).filter(([, value]) => value !== undefined);
  const terms = labels.map(([label, value]) => `resource.labels.${label} = ${JSON.stringify(value)}`);
  const query = {
    filter: [`metric.type = "${type}"`, ...terms].join(' AND '),
    'interval.startTime': new Date(now - seconds * 1000).toISOString(),
    'interval.endTime': new Date(now).toISOString(),
    'aggregation.alignmentPeriod': `${seconds}s`,
    'aggregation.perSeriesAligner': aligner,
  };
  const values: Value[] = [];
  const path = `/monitoring/v3/projects/${encodeURIComponent(project)}/timeSeries`;
  for await (const series of connector.list<Series>(path, 'timeSeries', query)) values.push(toValue(series));
  return values;
}

/** A time series of one point. */
interface Series {
  readonly metric: { readonly labels: { readonly status?: string } };
  readonly resource: { readonly labels: Readonly<Record<string, string>> };
  readonly points: readonly { readonly value: { readonly int64Value?: string; readonly doubleValue?: number } }[];
}

function toValue({ metric, resource, points }: Series): Value {
  const { resource_container: project = '', location = '', connection = '' } = resource.labels;
  const { int64Value, doubleValue } = points[0]?.value ?? {};
  return {
    name: `projects/${project}/locations/${location}/connections/${connection}`,
    status: metric.labels.status,
    value: Number(int64Value ?? doubleValue ?? 0),
  };
}

async function* toAsync(rows: readonly Resource[]): AsyncGenerator<Resource> {
  yield* rows;
}
