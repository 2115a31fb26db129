import { setTimeout as sleep } from 'node:timers/promises';
import { atMost } from '../nodes/row.ts';
import { startMeasured } from '../src/measured-process.ts';
import { residentBytes } from '../src/process-memory.ts';
import { startSimulator } from '../src/servers.ts';
import { spreadOf } from '../src/statistics.ts';
import type { Row } from '../src/table.ts';
import { startServer } from './bed.ts';

const ROUNDS = 5;
const MOST_START_MS = 1000;
const MB = 1e6;
/** The most memory of one PostgreSQL at rest, and of one with its spare. */
const MOST_MB = { alone: 300, withSpare: 450 };
/** So long after its first query, an engine is at rest: V8 has optimized it, and its spare has started. */
const REST_MS = 8000;

const QUERY = 'select sid from messages limit 1';

/** Measures the time of the first query on a server that has not used SQL, from the connection on, and what its memory grows by. */
export async function measureEngineStart(): Promise<Row[]> {
  const simulator = await startSimulator();
  try {
    const times: number[] = [];
    const rises: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const { connector, connect, stop } = await startServer(simulator.url);
      const before = residentBytes(connector.pid) ?? Number.NaN;
      const start = performance.now();
      const client = await connect();
      await client.query(QUERY);
      times.push(performance.now() - start);
      // The memory of one server says enough.
      if (round === 0) {
        await sleep(REST_MS);
        rises.push(((residentBytes(connector.pid) ?? Number.NaN) - before) / MB);
      }
      await stop();
    }
    const first = { measured: 'the first query of a server', unit: 'ms', figure: spreadOf(times) };
    const rise = { measured: `its resident memory ${REST_MS / 1000} s later, less that before`, unit: 'MB' };
    return [
      atMost({ ...first, contestant: 'from the connection to the answer' }, MOST_START_MS),
      atMost({ ...rise, contestant: 'server with engine and spare', figure: spreadOf(rises) }, MOST_MB.withSpare),
    ];
  } finally {
    await simulator.stop();
  }
}

/** Measures the resident memory of an engine at rest in a process that does nothing else, less that of the process before. */
export async function measureEngineMemory(): Promise<Row[]> {
  const measured = `resident memory of the engine, ${REST_MS / 1000} s after its first query`;
  const rowOf = async (contestant: string, hasSpare: boolean, most: number) =>
    atMost({ measured, contestant, figure: spreadOf([await memoryOf(hasSpare)]), unit: 'MB' }, most);
  return [await rowOf('alone', false, MOST_MB.alone), await rowOf('with its spare', true, MOST_MB.withSpare)];
}

async function memoryOf(hasSpare: boolean): Promise<number> {
  const engine = startMeasured('../sql/engine-process.ts', {});
  try {
    const before = await engine.memory();
    await engine.ask('start', hasSpare);
    await sleep(REST_MS);
    return ((await engine.memory()).rss - before.rss) / MB;
  } finally {
    await engine.stop();
  }
}
