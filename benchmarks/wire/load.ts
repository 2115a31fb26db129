import { setTimeout as sleep } from 'node:timers/promises';
import { type Bed, RATE_PER_NODE } from './bed.ts';
import { now } from './clock.ts';
import type { LimitChange } from './verdict.ts';

/** One run of a scenario, on a connection of its own. */
interface Run {
  readonly bed: Bed;
  readonly id: string;
  readonly nodes: number;
  /** When the load ends, on the clock of the machine. */
  readonly endsAt: number;
  /** Records a change of the limit that has been asked for. */
  readonly onLimit: (change: LimitChange) => void;
}

/** Makes calls until the run ends. Resolves when the last one has ended. */
export type Load = (run: Run) => Promise<void>;

/** Offers calls at an even rate, which is a multiple of the limit. */
export function steady(times: number): Load {
  return async ({ bed, id, nodes, endsAt }) => {
    const begin = now();
    const calls: Promise<void>[] = [];
    for (let time = begin; time < endsAt; time = now()) {
      const due = ((time - begin) / 1000) * nodes * RATE_PER_NODE * times;
      while (calls.length < due) calls.push(bed.call(id));
      await sleep(1);
    }
    await Promise.all(calls);
  };
}

/** Keeps this many calls in flight. */
export function inFlight(count: number): Load {
  return async ({ bed, id, endsAt }) => {
    const caller = async () => {
      while (now() < endsAt) await bed.call(id);
    };
    await Promise.all(Array.from({ length: count }, caller));
  };
}

/** Makes this many calls at once, and again when they have ended and the connections to Twilio have been idle for too long. */
export function coldBursts(count: number): Load {
  const IDLE_MS = 5000;
  return async ({ bed, id, endsAt }) => {
    while (now() < endsAt) {
      await Promise.all(Array.from({ length: count }, () => bed.call(id)));
      await sleep(IDLE_MS);
    }
  };
}

/** Changes the number of nodes again and again, under another load. */
export function resizing(nodes: readonly number[], load: Load): Load {
  const PAUSE_MS = 1500;
  return async (run) => {
    const loaded = load(run);
    for (let turn = 1; now() < run.endsAt; turn += 1) {
      const next = nodes[turn % nodes.length] ?? run.nodes;
      run.onLimit({ at: now(), limit: next * RATE_PER_NODE });
      await run.bed.resize(run.id, next);
      await sleep(PAUSE_MS);
    }
    await loaded;
  };
}

/** Makes as many calls as one second allows, then deletes the connection and creates it again, as fast as possible. */
export const recreating: Load = async ({ bed, id, nodes, endsAt }) => {
  while (now() < endsAt) {
    await Promise.all(Array.from({ length: nodes * RATE_PER_NODE }, () => bed.call(id)));
    await bed.remove(id);
    await bed.create(id, nodes);
  }
};
