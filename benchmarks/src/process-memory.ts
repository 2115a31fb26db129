import { readFileSync } from 'node:fs';

const KIB = 1024;

/** The resident set of a process, in bytes. Undefined if it has ended, and where the system does not tell. */
export const residentBytes = (pid: number | undefined): number | undefined => statusOf(pid, 'VmRSS');

/** The largest resident set that a process has had, in bytes. Undefined like `residentBytes`. */
export const peakBytes = (pid: number | undefined): number | undefined => statusOf(pid, 'VmHWM');

function statusOf(pid: number | undefined, name: string): number | undefined {
  try {
    const kib = new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kib === undefined ? undefined : Number(kib) * KIB;
  } catch {
    return undefined;
  }
}
