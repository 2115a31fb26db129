import { availableParallelism, cpus, loadavg } from 'node:os';
import type { Settings } from './settings.ts';
import { type Row, toTable } from './table.ts';

/** Returns the table, the machine and an explanation as Markdown. */
export function toReport(rows: readonly Row[], { rounds }: Settings, machine: string): string {
  return `${toTable(rows)}

${machine}

The table shows median, minimum and maximum of ${rounds} rounds in which the contestants take turns. Starts under load are counted in one run.
A ratio is the figure of the row divided by that of the named contestant, round by round. For latencies, less than 1× is faster.
For GETs per second, more than 1× is faster. For jobs, the ratio says how many times cheaper the scheduler is.
`;
}

/** Describes the machine. Call it before the benchmark, so that the load average is that of other processes. */
export function describeMachine(): string {
  const date = new Date().toISOString().slice(0, 16).replace('T', ' ');
  const cpu = `${cpus()[0]?.model.trim() ?? 'unknown CPU'}, ${availableParallelism()} cores`;
  const { platform, arch, versions } = process;
  return `${date} UTC; ${cpu}, load average before ${loadavg()[0]?.toFixed(1)}; ${platform} ${arch}; Node ${versions.node}.`;
}
