import { describeMachine } from '../src/report.ts';
import { startSimulator } from '../src/servers.ts';
import { pairwise, percentile, spreadOf } from '../src/statistics.ts';
import { type Row, toTable } from '../src/table.ts';
import { LEVELS, measureLogs } from './logs.ts';
import '../src/exit-on-signals.ts';

/** Of 95 of 100 pages. */
const LIMIT_MS = 100;
/** The most that logging at INFO may cost, as a share of the CPU time of a GET. */
const LIMIT_SHARE = 0.05;

const machine = describeMachine();
const simulator = await startSimulator();
try {
  const { entries, storeBytes, pages, cpu } = await measureLogs(simulator.url, { rounds: 15, gets: 2000 });
  const read = Object.entries(pages).map(([page, times]): Row => ({
    measured: page,
    contestant: 'connector',
    figure: spreadOf(times),
    unit: 'ms',
    limit: { text: `p95 ≤ ${LIMIT_MS} ms`, isKept: percentile(times, 0.95) <= LIMIT_MS },
  }));
  const calls = LEVELS.map((level): Row => {
    const times = spreadOf(pairwise(cpu[level], cpu.off, (own, off) => own / off));
    const isLimited = level === 'INFO';
    return {
      measured: 'CPU of a GET',
      contestant: `log ${level}`,
      figure: spreadOf(cpu[level]),
      unit: 'µs',
      ...(level !== 'off' && { ratios: [{ peer: 'log off', times }] }),
      ...(isLimited && { limit: { text: `≤ ${1 + LIMIT_SHARE}×`, isKept: times.median <= 1 + LIMIT_SHARE } }),
    };
  });
  const size = `${Math.round(storeBytes / 1024 / 1024)} MiB, ${Math.round(storeBytes / entries)} bytes for each`;
  process.stdout.write(`${toTable([...read, ...calls])}\n\n${entries} entries: ${size}\n${machine}\n`);
} finally {
  await simulator.stop();
}
