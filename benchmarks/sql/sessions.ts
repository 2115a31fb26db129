import { atMost } from '../nodes/row.ts';
import { keyOf } from '../scan/keys.ts';
import { interleave } from '../src/rounds.ts';
import { pairwise, spreadOf } from '../src/statistics.ts';
import type { Row } from '../src/table.ts';
import { startBed } from './bed.ts';

const MESSAGES = 1000;
const LATENCY_MS = 300;
const SESSIONS = 10;
const ROUNDS = 5;
const MOST_TIMES = 2;

/** Compares ten sessions that run a query at the same time with one that does. */
export async function measureSessions(): Promise<Row[]> {
  const bed = await startBed({ messages: MESSAGES, latencyMs: LATENCY_MS });
  try {
    const clients = await Promise.all(Array.from({ length: SESSIONS }, () => bed.connect()));
    const contestants = [1, SESSIONS].map((count) => ({ name: `${count} at the same time`, count }));
    const [one, all] = await interleave(contestants, ROUNDS, async ({ count }) => {
      const start = performance.now();
      await Promise.all(
        clients.slice(0, count).map(async (client, index) => {
          const { rows } = await client.query<{ sid: string }>('select * from messages where sid = $1', [keyOf(index)]);
          if (rows[0]?.sid !== keyOf(index)) throw new Error('A session got the row of another one.');
        }),
      );
      return performance.now() - start;
    });
    if (!one || !all) throw new Error('A contestant is missing.');
    const measured = `sessions with a query, ${LATENCY_MS} ms latency`;
    const times = pairwise(all.results, one.results, (slow, fast) => slow / fast);
    return [
      { measured, contestant: one.name, figure: spreadOf(one.results), unit: 'ms' },
      { measured, contestant: all.name, figure: spreadOf(all.results), unit: 'ms' },
      atMost({ measured, contestant: `${SESSIONS}, times one`, figure: spreadOf(times), unit: '×' }, MOST_TIMES),
    ];
  } finally {
    await bed.stop();
  }
}
