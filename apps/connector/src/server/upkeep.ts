import type { PurgeOptions } from '../store/purge.js';
import type { RetentionClock } from '../store/retention-clock.js';
import { shrink } from '../store/sqlite/shrink.js';
import type { Store } from '../store/store.js';
import { type Job, scheduleJobs } from './schedule.js';

export interface UpkeepOptions {
  readonly store: Store;
  readonly clock: RetentionClock;
  /** Whatever grows in the store and expires. */
  readonly purged: readonly { purge(options: PurgeOptions): Promise<number> }[];
  /** Whatever is written to the store only after it was gathered in memory. */
  readonly flushed: readonly { flush(): Promise<void>; close(): Promise<void> }[];
  readonly connections: {
    /** Resumes changes to connections that could not be finished. */
    resume(): Promise<void>;
    /** Closes what connections hold that nobody uses. */
    closeIdle(): void;
  };
  readonly onError: (error: unknown) => void;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/**
 * Keeps the store small and complete while the server runs.
 *
 * @returns a function that ends the upkeep and writes what is still in memory
 */
export function startUpkeep(options: UpkeepOptions): () => Promise<void> {
  const { store, clock, purged, flushed, connections, onError } = options;
  const purges = purged.map(
    (kept): Job =>
      async (pause) =>
        kept.purge({ now: clock.now(), pause }),
  );
  const hourly = [...purges, (pause) => shrink(store, pause)] satisfies Job[];
  const flushes = flushed.map((gathered) => () => gathered.flush());
  const everyMinute = [() => clock.save(), ...flushes, () => connections.resume(), async () => connections.closeIdle()];
  const stops = [
    scheduleJobs(hourly, { everyMs: HOUR_MS, onError }),
    scheduleJobs(everyMinute, { everyMs: MINUTE_MS, onError }),
  ];
  return async () => {
    await Promise.all(stops.map((stop) => stop()));
    const closed = flushed.map((gathered) => gathered.close());
    await Promise.all([...closed, clock.save()].map((last) => last.catch(onError)));
  };
}
