import { describeMachine } from '../src/report.ts';
import { startSimulator } from '../src/servers.ts';
import { percentile, spreadOf } from '../src/statistics.ts';
import { toTable } from '../src/table.ts';
import { measureUsage } from './usage.ts';
import '../src/exit-on-signals.ts';

/** Of 95 of 100 charts. */
const LIMIT_MS = 100;

const machine = describeMachine();
const simulator = await startSimulator();
try {
  const { points, rows, storeBytes, charts } = await measureUsage(simulator.url);
  const table = Object.entries(charts).map(([chart, times]) => ({
    measured: chart,
    contestant: 'connector',
    figure: spreadOf(times),
    unit: 'ms',
    limit: { text: `≤ ${LIMIT_MS} ms`, isKept: percentile(times, 0.95) <= LIMIT_MS },
  }));
  const million = (count: number) => `${(count / 1_000_000).toFixed(1)} million`;
  const size = `${Math.round(storeBytes / 1024 / 1024)} MiB, ${Math.round(storeBytes / points)} bytes per point`;
  process.stdout.write(`${toTable(table)}\n\n${million(points)} points in ${rows} rows: ${size}\n${machine}\n`);
} finally {
  await simulator.stop();
}
