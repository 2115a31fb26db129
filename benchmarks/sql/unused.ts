import { setTimeout as sleep } from 'node:timers/promises';
import { atMost } from '../nodes/row.ts';
import { residentBytes } from '../src/process-memory.ts';
import { interleave } from '../src/rounds.ts';
import { startConnectorTo, startSimulator } from '../src/servers.ts';
import { pairwise, spreadOf } from '../src/statistics.ts';
import type { Row } from '../src/table.ts';

const ROUNDS = 9;
/** Until the memory of a started server has settled. */
const SETTLE_MS = 1000;
const MB = 1e6;
/**
 * V8 otherwise doubles its young generation at some allocation or other, which moves the memory of a server by 6 MB. As much is
 * read of Node's own executable once V8 compiles a function with TurboFan for the first time, as that of `node:path` which
 * finding modules calls: loading five small modules more can be enough for that.
 */
const STEADY_HEAP = '--max-semi-space-size=1';
/** What counts as nothing: two servers without SQL differ by more. */
const NOTHING = { ms: 10, mb: 1 };

/** Compares servers that listen for clients of PostgreSQL, none of which comes, with servers that do not. */
export async function measureUnused(): Promise<Row[]> {
  const simulator = await startSimulator();
  try {
    const contestants = ['off', '0'].map((port) => ({ name: port === 'off' ? 'PG_PORT=off' : 'PG_PORT on', port }));
    const [off, on] = await interleave(contestants, ROUNDS, async ({ port }) => {
      const start = performance.now();
      const server = await startConnectorTo(simulator.url, { PG_PORT: port, NODE_OPTIONS: STEADY_HEAP });
      const ms = performance.now() - start;
      await sleep(SETTLE_MS);
      const mb = (residentBytes(server.pid) ?? Number.NaN) / MB;
      await server.stop();
      return { ms, mb };
    });
    if (!off || !on) throw new Error('A contestant is missing.');
    return (['ms', 'mb'] as const).flatMap((unit) => {
      const [without, with_] = [off, on].map(({ results }) => results.map((result) => result[unit])) as [
        number[],
        number[],
      ];
      const measured = unit === 'ms' ? 'time to start a server' : 'resident memory of a server, SQL unused';
      const text = unit === 'ms' ? 'ms' : 'MB';
      const more = pairwise(with_, without, (one, other) => one - other);
      return [
        { measured, contestant: off.name, figure: spreadOf(without), unit: text },
        { measured, contestant: on.name, figure: spreadOf(with_), unit: text },
        atMost({ measured, contestant: 'more with PG_PORT on', figure: spreadOf(more), unit: text }, NOTHING[unit]),
      ];
    });
  } finally {
    await simulator.stop();
  }
}
