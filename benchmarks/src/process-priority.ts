import { setPriority } from 'node:os';

/** Lets a process run before others on a busy machine. Has no effect where only the superuser may do so. */
export function preferProcess(pid: number): void {
  try {
    setPriority(pid, -10);
  } catch {
    // The measurement then depends more on other work of the machine.
  }
}
