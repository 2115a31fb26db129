import { statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
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
const MINUTES = 29 * 24 * 60;
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
    await untilSummed(file);
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

/** Minutes as the server writes them: of all connections, one minute after the other. */
function fill(file: string): Pick<UsageFigures, 'points' | 'rows'> {
  const database = new DatabaseSync(file);
  const random = createRandom(1);
  const end = Math.floor(Date.now() / 60_000);
  let [points, rows] = [0, 0];
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; BEGIN');
  const named = database.prepare('INSERT INTO usage_connections (name, id) VALUES (?, ?)');
  for (let id = 1; id <= CONNECTIONS; id += 1) named.run(nameOf(id), id + 1000);
  const insert = database.prepare('INSERT INTO usage VALUES (?, 1, ?, 1, 1, ?)');
  for (let minute = end - MINUTES; minute < end; minute += 1) {
    for (let id = 1; id <= CONNECTIONS; id += 1) {
      const { point, values } = pointOf(random);
      insert.run(id + 1000, minute, point);
      points += values;
      rows += 1;
    }
  }
  database.exec('COMMIT; PRAGMA wal_checkpoint(TRUNCATE)');
  database.close();
  return { points, rows };
}

/** The server sums up the hours of the month first, which would disturb the measurement. */
async function untilSummed(file: string): Promise<void> {
  const database = new DatabaseSync(file, { readOnly: true });
  const summed = database.prepare("SELECT value FROM properties WHERE name = 'usage-hours'");
  // All but the last two hours, of which minutes may still be in memory.
  const due = Math.floor(Date.now() / 60_000) - 130;
  while (Number(summed.get()?.value ?? 0) < due) await setTimeout(500);
  database.close();
}

/** The content of a minute with ten values: two statuses, throttled, retries, two distributions, three calls, nodes. */
function pointOf(random: () => number): { readonly point: string; readonly values: number } {
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
  return { point: JSON.stringify(point), values: 10 };
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
        filter: `metric.type = "${type}" AND resource.labels.connection = "bench-${id}"`,
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
