import { interleave } from '../src/rounds.ts';
import { percentile, spreadOf } from '../src/statistics.ts';
import type { Row } from '../src/table.ts';
import { keyOf } from '../scan/keys.ts';
import { type Bed, startBed } from './bed.ts';

const MESSAGES = 1000;
const ROUNDS = 5;
const QUERIES = 400;
/** V8 compiles what runs often. Until it has, queries take up to ten times as long. */
const WARM_UP_ROUNDS = 3;
/** The most milliseconds of a point query, by the share of queries that take less. */
const LIMITS = new Map([
  [0.5, 5],
  [0.95, 8],
  [0.99, 25],
]);

const POINT = 'a row by its key';

/** Measures queries over the wire, one after another, and the same row over REST. Twilio answers at once. */
export async function measureFixedCost(): Promise<Row[]> {
  const bed = await startBed({ messages: MESSAGES, latencyMs: 0 });
  try {
    const contestants = await contestantsOn(bed);
    for (let round = 0; round < WARM_UP_ROUNDS; round += 1) for (const { call } of contestants) await timesOf(call);
    const results = await interleave(contestants, ROUNDS, ({ call }) => timesOf(call));
    return results.flatMap(({ name, results: rounds }) =>
      [...LIMITS].map(([share, limit]): Row => {
        const figure = spreadOf(rounds.map((times) => percentile(times, share)));
        const row = { measured: `one query after another: p${share * 100}`, contestant: name, figure, unit: 'ms' };
        if (name !== POINT) return row;
        return { ...row, limit: { text: `≤ ${limit} ms`, isKept: figure.median <= limit } };
      }),
    );
  } finally {
    await bed.stop();
  }
}

async function contestantsOn(bed: Bed) {
  const client = await bed.connect();
  const { url, token } = bed.connector;
  const entities = `${url}/v2/projects/local/locations/local/connections/twilio/entityTypes/Messages/entities`;
  let next = 0;
  const key = () => keyOf((next = (next + 1) % MESSAGES));
  return [
    {
      name: POINT,
      call: async () => {
        const { rows } = await client.query('select * from messages where sid = $1', [key()]);
        if (rows.length !== 1) throw new Error(`The query returned ${rows.length} rows.`);
      },
    },
    {
      name: 'a query of the catalog',
      call: async () => {
        await client.query(`select oid from pg_catalog.pg_class where relname = 'pg_type'`);
      },
    },
    {
      name: 'the row over REST',
      call: async () => {
        const answer = await fetch(`${entities}/${key()}`, { headers: { authorization: `Bearer ${token}` } });
        await answer.text();
        if (!answer.ok) throw new Error(`The server answered ${answer.status}.`);
      },
    },
  ];
}

async function timesOf(call: () => Promise<void>): Promise<number[]> {
  const times: number[] = [];
  for (let count = 0; count < QUERIES; count += 1) {
    const start = performance.now();
    await call();
    times.push(performance.now() - start);
  }
  return times;
}
