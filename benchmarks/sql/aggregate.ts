import type pg from 'pg';
import { atMost } from '../nodes/row.ts';
import type { ReadingResult } from '../scan/reading.ts';
import { type MeasuredProcess, startMeasured } from '../src/measured-process.ts';
import { interleave } from '../src/rounds.ts';
import { NODES } from '../src/servers.ts';
import { pairwise, spreadOf } from '../src/statistics.ts';
import type { Row } from '../src/table.ts';
import { type Bed, startBed } from './bed.ts';

const MESSAGES = 100_000;
const LATENCY_MS = 100;
const MOST_TIMES = 1.3;

/** The same rows for the library and for SQL: page after page, and in windows that are read at the same time. */
const READINGS = [
  { name: 'all pages one after another', rounds: 1, conditions: undefined, where: '' },
  {
    name: 'pages at the same time',
    rounds: 4,
    conditions: `DateSent >= '2000-01-01'`,
    where: `where date_sent >= '2000-01-01'`,
  },
] as const;

/** Compares an aggregate over the wire with the scan of the same rows by the library. */
export async function measureAggregate(): Promise<Row[]> {
  const bed = await startBed({ messages: MESSAGES, latencyMs: LATENCY_MS });
  const reader = startMeasured('../scan/reader-process.ts', {});
  try {
    const client = await bed.connect();
    const rows: Row[] = [];
    for (const reading of READINGS) rows.push(...(await measureReading(reading, { bed, reader, client })));
    return rows;
  } finally {
    await Promise.all([reader.stop(), bed.stop()]);
  }
}

interface Ways {
  readonly bed: Bed;
  readonly reader: MeasuredProcess;
  readonly client: pg.Client;
}

async function measureReading(
  { name, rounds, conditions, where }: (typeof READINGS)[number],
  { bed, reader, client }: Ways,
): Promise<Row[]> {
  /** Each returns how many rows it has read. */
  const contestants = [
    {
      name: 'the scan alone',
      async run() {
        const reading = { url: bed.simulatorUrl, way: 'connector', nodes: NODES, conditions };
        return ((await reader.ask('read', reading)) as ReadingResult).rows;
      },
    },
    {
      name: 'the aggregate over it',
      async run() {
        const sql = `select status, count(*) from messages ${where} group by 1`;
        const { rows } = await client.query<{ count: string }>(sql);
        return rows.reduce((sum, { count }) => sum + Number(count), 0);
      },
    },
  ];
  const [scan, aggregate] = await interleave(contestants, rounds, async (contestant) => {
    const start = performance.now();
    const read = await contestant.run();
    if (read !== MESSAGES) throw new Error(`${read} rows were read instead of ${MESSAGES}.`);
    return performance.now() - start;
  });
  if (!scan || !aggregate) throw new Error('A contestant is missing.');
  const measured = `group by over ${MESSAGES.toLocaleString('en-US')} messages, ${name}`;
  const times = pairwise(aggregate.results, scan.results, (one, other) => one / other);
  return [
    { measured, contestant: scan.name, figure: spreadOf(scan.results), unit: 'ms' },
    { measured, contestant: aggregate.name, figure: spreadOf(aggregate.results), unit: 'ms' },
    atMost({ measured, contestant: 'times the scan alone', figure: spreadOf(times), unit: '×' }, MOST_TIMES),
  ];
}
