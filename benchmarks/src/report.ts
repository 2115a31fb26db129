import { availableParallelism, cpus, loadavg } from 'node:os';
import type { Settings } from './settings.ts';
import { type Row, toTable } from './table.ts';

/** What was measured, where, and how to read it: Markdown. */
export function toReport(rows: readonly Row[], { rounds }: Settings, where: string): string {
  return `${toTable(rows)}

${where}

Median, minimum and maximum are those of ${rounds} rounds in which the contestants take turns; starts under load are counted in one run each.
A ratio is the row's figure divided by that of the contestant it names, taken round by round. For a time, less than 1× is faster;
for GETs a second, more than 1× is faster; for a job, it is how many times cheaper the scheduler is.
`;
}

/** The machine now: ask before anything is measured, so that the load is what others do. */
export function describeMachine(): string {
  const date = new Date().toISOString().slice(0, 16).replace('T', ' ');
  const cpu = `${cpus()[0]?.model.trim() ?? 'unknown CPU'}, ${availableParallelism()} cores`;
  const { platform, arch, versions } = process;
  return `${date} UTC; ${cpu}, load average before ${loadavg()[0]?.toFixed(1)}; ${platform} ${arch}; Node ${versions.node}.`;
}
