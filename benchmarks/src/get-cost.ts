import { cpuMicroseconds } from './cpu-time.ts';
import { getters } from './http-contestants.ts';
import { type MeasuredProcess, startMeasured } from './measured-process.ts';
import { interleave, type Rounds } from './rounds.ts';
import type { Servers } from './servers.ts';
import type { Settings } from './settings.ts';
import { pairwise, percentile, spreadOf } from './statistics.ts';
import type { Row } from './table.ts';

const CONCURRENCY = 8;
/** V8 compiles code that runs often, which takes more CPU than the first thousands of GETs do. So many rounds do not count. */
const WARM_UP_ROUNDS = 6;
/** The most CPU that a GET may cost in the server's process, as a multiple of that of the SDK in its caller's process. */
const CPU_LIMIT = 1.4;
/** The most that the p99 of a GET may be, as a multiple of that of `fetch` to the simulator. */
const P99_LIMIT = 3;

/**
 * Measures the CPU time of a GET: of `fetch` and of the `twilio` SDK in the process that calls them, and of the connector in the
 * process of the server. Then measures the latency of GETs one after another.
 */
export async function measureGetCost(
  servers: Servers,
  { rounds, gets }: Pick<Settings, 'rounds' | 'gets'>,
): Promise<Row[]> {
  const callers = ['`fetch`', '`twilio`', 'connector'].map((name, index) => ({
    name,
    index,
    process: startMeasured('./getter-process.ts', {}),
  }));
  const { simulator, accountEnv, silent, logging } = servers;
  const where = { simulator, accountEnv, silent, logging };
  const cpuOf = async ({ name, index, process }: Caller, count = gets) => {
    const before = cpuMicroseconds(servers.silent.pid);
    const own = (await process.ask('cpu', { where, index, count, concurrency: CONCURRENCY })) as number;
    return name === 'connector' ? (cpuMicroseconds(servers.silent.pid) - before) / count : own;
  };
  for (const caller of callers) await cpuOf(caller, gets * WARM_UP_ROUNDS);
  const cpu = await interleave(callers, rounds, (caller) => cpuOf(caller));
  await Promise.all(callers.map(({ process }) => process.stop()));
  const [plain, , connector] = getters(servers);
  if (!plain || !connector) throw new Error('A contestant is missing.');
  const p99 = await interleave([plain, connector], rounds, async ({ get }) => {
    const taken: number[] = [];
    for (let count = 0; count < gets / 2; count += 1) {
      const start = performance.now();
      await get();
      taken.push(performance.now() - start);
    }
    return percentile(taken, 0.99);
  });
  return [
    ...toRows('CPU of a GET', 'µs', cpu, { peer: '`twilio`', times: CPU_LIMIT }),
    ...toRows('GET, one after another: p99', 'ms', p99, { peer: '`fetch`', times: P99_LIMIT }),
  ];
}

interface Caller {
  readonly name: string;
  readonly index: number;
  readonly process: MeasuredProcess;
}

/** A limit applies to the last contestant. */
function toRows(
  measured: string,
  unit: string,
  contestants: readonly Rounds<number>[],
  limit: { readonly peer: string; readonly times: number },
): Row[] {
  return contestants.map(({ name, results }, index) => {
    const row = { measured, contestant: name, figure: spreadOf(results), unit };
    if (index < contestants.length - 1) return row;
    const peer = contestants.find((other) => other.name === limit.peer);
    const times = spreadOf(pairwise(results, peer?.results ?? [], (own, other) => own / other));
    return {
      ...row,
      ratios: [{ peer: limit.peer, times }],
      limit: { text: `≤ ${limit.times}×`, isKept: times.median <= limit.times },
    };
  });
}
