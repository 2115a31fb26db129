import type { Clock } from './clock.js';
import { readProperty, writeProperty } from './properties.js';
import type { Store } from './store.js';

/**
 * The time by which stored records expire. It never runs ahead of real time, so that no jump of the wall clock makes a record
 * expire early.
 */
export interface RetentionClock {
  /** Milliseconds since 1970. Equals the wall clock until that jumps. */
  readonly now: Clock;
  /** Stores the time, for the next process. A jump of the wall clock that no process has stored counts as time that passed. */
  save(): Promise<void>;
}

interface RetentionClockOptions {
  readonly store: Store;
  /** The wall clock, in milliseconds since 1970. */
  readonly now: Clock;
  /** A clock that does not jump, in milliseconds since any moment. */
  readonly steadyNow: Clock;
}

const PROPERTY = 'retention-clock';

/**
 * Continues the clock of the previous process. While a process runs, the clock advances with the steady clock. Only the wall
 * clock knows how much time passed between two processes. For this, the highest wall time that was ever seen is stored too: a
 * clock that was ahead, or starts in 1970 after each boot, is not counted twice.
 */
export async function openRetentionClock({ store, now, steadyNow }: RetentionClockOptions): Promise<RetentionClock> {
  const saved = parse(await readProperty(store, PROPERTY));
  const wall = now();
  const openedAt = steadyNow();
  const start = saved ? saved.time + Math.max(0, wall - saved.wall) : wall;
  const highest = saved ? Math.max(saved.wall, wall) : wall;
  const elapsed = () => Math.floor(steadyNow() - openedAt);
  return {
    now: () => start + elapsed(),
    save: () =>
      writeProperty(
        store,
        PROPERTY,
        JSON.stringify({ time: start + elapsed(), wall: Math.max(highest + elapsed(), now()) } satisfies Saved),
      ),
  };
}

interface Saved {
  readonly time: number;
  /** The highest wall time. */
  readonly wall: number;
}

function parse(text: string | undefined): Saved | undefined {
  return text === undefined ? undefined : (JSON.parse(text) as Saved);
}
