import { getters } from './http-contestants.ts';
import { serveMeasured } from './measured-process.ts';
import type { Servers } from './servers.ts';

/** GETs of one contestant. */
interface Task {
  readonly where: Omit<Servers, 'stop'>;
  /** The index of the contestant. */
  readonly index: number;
  readonly count: number;
  readonly concurrency: number;
}

// Gets a recording again and again, in a process of its own, so that the CPU time is that of the one contestant.
serveMeasured({
  /** @returns microseconds of CPU per GET */
  async cpu(input) {
    const { where, index, count, concurrency } = input as Task;
    const getter = getters(where)[index];
    if (!getter) throw new Error(`Contestant ${index} does not exist.`);
    let left = count;
    const work = async () => {
      while (left-- > 0) await getter.get();
    };
    const before = process.cpuUsage();
    await Promise.all(Array.from({ length: concurrency }, work));
    const { user, system } = process.cpuUsage(before);
    return (user + system) / count;
  },
});
