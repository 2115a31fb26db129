import { readdirSync, readFileSync } from 'node:fs';

/**
 * The CPU time that the threads of a process have used so far. Linux counts it in nanoseconds for each thread
 * (https://docs.kernel.org/scheduler/sched-stats.html), but in ticks of 10 ms for the whole process.
 */
export function cpuMicroseconds(pid: number): number {
  const threads = readdirSync(`/proc/${pid}/task`).map((thread) => cpuNanoseconds(`/proc/${pid}/task/${thread}`));
  return threads.reduce((sum, own) => sum + own, 0) / 1000;
}

/** Zero for a thread that has just ended. */
function cpuNanoseconds(folder: string): number {
  try {
    return Number(readFileSync(`${folder}/schedstat`, 'utf8').split(' ', 1)[0]);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return 0;
    throw error;
  }
}
