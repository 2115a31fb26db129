import { statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createRandom } from '../src/random.ts';
import { type Connector, newFolder, startConnectorTo } from '../src/servers.ts';

/** How long a chart of one connection takes, and how large its store is. */
export interface UsageFigures {
  /** Values of time series in the store. */
  readonly points: number;
  readonly rows: number;
  readonly storeBytes: number;
  /** By chart: the milliseconds of each request, sorted. */
  readonly charts: Readonly<Record<string, readonly number[]>>;
}

const CONNECTIONS = 25;
const HOURS = 29 * 24;
/** The values of a minute. */
const VALUES = 10;
const ROUNDS = 4;

/** Fills the store of a connector with a month of minutes of busy connections, and reads charts over HTTP. */
export async function measureUsage(simulatorUrl: string): Promise<UsageFigures> {
  const folder = newFolder('usage');
  const env = { CONNECTOR_DATA: folder };
  // The first start creates the tables.
  await (await startConnectorTo(simulatorUrl, env)).stop();
  const file = join(folder, 'connector.db');
  const filled = fill(file);
  const connector = await startConnectorTo(simulatorUrl, env);
  try {
    const charts = {
      '24 h of transactions by minute': await readCharts(
        connector,
        'connectors.googleapis.com/connection/request_count',
        {
          hours: 24,
          'aggregation.alignmentPeriod': '60s',
          'aggregation.perSeriesAligner': 'ALIGN_RATE',
        },
      ),
      '24 h of p95 by 5 minutes': await readCharts(connector, 'twilio-connector/latency', {
        hours: 24,
        'aggregation.alignmentPeriod': '300s',
        'aggregation.perSeriesAligner': 'ALIGN_PERCENTILE_95',
      }),
      '24 h of points as stored': await readCharts(connector, 'twilio-connector/calls', { hours: 24 }),
    };
    return { ...filled, storeBytes: statSync(file).size, charts };
  } finally {
    await connector.stop();
  }
}

/** Fills the store as a server leaves it: joined minutes and sums of the hours that ended long ago, and two hours of minutes. */
function fill(file: string): Pick<UsageFigures, 'points' | 'rows'> {
  const database = new DatabaseSync(file);
  const random = createRandom(1);
  const end = Math.floor(Date.now() / 60_000);
  const summedTo = end - (end % 60) - 60;
  let [points, rows] = [0, 0];
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; BEGIN');
  const named = database.prepare('INSERT INTO usage_connections (name, id) VALUES (?, ?)');
  const insert = database.prepare('INSERT INTO usage VALUES (?, ?, ?, ?, ?, ?)');
  const ids = Array.from({ length: CONNECTIONS }, (_, index) => 1001 + index);
  for (const id of ids) named.run(nameOf(id), id);
  const content = (minutes: number) => {
    points += minutes * VALUES;
    rows += 1;
    return Array.from({ length: minutes }, () => pointOf(random));
  };
  for (let hour = summedTo - HOURS * 60; hour < summedTo; hour += 60) {
    for (const id of ids) {
      insert.run(id, 1, hour, 0, 60, `[${content(60).join()}]`);
      insert.run(id, 60, hour, 0, 1, pointOf(random));
    }
  }
  for (let minute = summedTo; minute < end; minute += 1) {
    for (const id of ids) insert.run(id, 1, minute, 1, 1, content(1).join());
  }
  database.prepare('INSERT OR REPLACE INTO properties VALUES (?, ?)').run('usage-hours', String(summedTo));
  database.exec('COMMIT; PRAGMA wal_checkpoint(TRUNCATE)');
  database.close();
  return { points, rows };
}

/** A minute with ten values: two statuses, throttled, retries, two distributions, three calls, nodes. */
function pointOf(random: () => number): string {
  const count = () => 1 + Math.floor(random() * 1500);
  const histogram = () => [
    count(),
    count() / 7,
    Array.from({ length: 24 }, (_, bin) => (bin % 2 ? count() : 60 + bin)),
  ];
  const calls = ['LIST\tMessages\tOK', 'CREATE\tMessages\tOK', 'GET\tCalls\tNOT_FOUND'].map((key) => [key, count()]);
  const point = {
    transactions: [200, 429].map((status) => [status, count()]),
    throttled: count(),
    retries: count(),
    waits: histogram(),
    latencies: histogram(),
    calls,
    nodes: [2, 7, count() / 3],
  };
  return JSON.stringify(point);
}

function nameOf(id: number): string {
  return `projects/local/locations/local/connections/bench-${id}`;
}

async function readCharts(
  { url, token }: Connector,
  type: string,
  { hours, ...aggregation }: { readonly hours: number } & Readonly<Record<string, string | number>>,
): Promise<readonly number[]> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    for (let id = 1; id <= CONNECTIONS; id += 1) {
      const query = new URLSearchParams({
        filter: `metric.type = "${type}" AND resource.labels.connection = "${nameOf(1000 + id)
          .split('/')
          .at(-1)}"`,
        'interval.startTime': new Date(Date.now() - hours * 3_600_000).toISOString(),
        'interval.endTime': new Date().toISOString(),
        ...(aggregation as Record<string, string>),
      });
      const start = performance.now();
      const answer = await fetch(`${url}/monitoring/v3/projects/local/timeSeries?${query.toString()}`, {
        headers: { Authorization: `Bearer ${token}` },
      });
      const { timeSeries = [] } = (await answer.json()) as { timeSeries?: readonly { points: readonly unknown[] }[] };
      const points = timeSeries.reduce((sum, series) => sum + series.points.length, 0);
      if (points < 250) throw new Error(`The chart of bench-${id} has ${points} points (HTTP ${answer.status}).`);
      times.push(performance.now() - start);
    }
  }
  return times.toSorted((a, b) => a - b);
}
