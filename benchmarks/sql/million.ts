import { atMost, plain } from '../nodes/row.ts';
import { peakBytes } from '../src/process-memory.ts';
import type { Row } from '../src/table.ts';
import { startBed } from './bed.ts';

const MESSAGES = 1_000_000;
const MB = 1e6;
const MOST_MB = 1200;

const QUERY = `
  select status, date_trunc('month', date_sent), count(*), sum(num_segments), count(distinct sender) as senders
    from messages where date_sent >= '2000-01-01' group by 1, 2`;

/** Measures the largest resident set of a server that aggregates a million rows. */
export async function measureMillion(): Promise<Row[]> {
  const bed = await startBed({ messages: MESSAGES, latencyMs: 0 });
  try {
    const client = await bed.connect();
    await client.query('set twilio.max_requests = 100000');
    const start = performance.now();
    const { rows } = await client.query<{ count: string }>(QUERY);
    const ms = performance.now() - start;
    const counted = rows.reduce((sum, { count }) => sum + Number(count), 0);
    if (counted !== MESSAGES) throw new Error(`${counted} rows were counted instead of ${MESSAGES}.`);
    const measured = `an aggregate over ${MESSAGES.toLocaleString('en-US')} messages`;
    const peak = (peakBytes(bed.connector.pid) ?? Number.NaN) / MB;
    return [
      plain(measured, 'time', ms / 1000, 's'),
      atMost(plain(measured, 'peak RSS of the server', peak, 'MB'), MOST_MB),
    ];
  } finally {
    await bed.stop();
  }
}
