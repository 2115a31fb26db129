import type { Log } from './log.js';

/** The source and the reason of a refusal. */
interface Refusal {
  readonly reason: string;
  /** The caller, if it is known. */
  readonly caller?: string;
  /** Else the client's network. */
  readonly address?: string;
}

/**
 * The log of refusals that anyone can provoke any number of times, such as calls without a valid token. Such calls must not fill
 * a disk: the first ones of each source are logged one by one, and the others are counted.
 */
export interface RefusalLog {
  /** @param write logs this refusal; not called if it is only counted */
  add(refusal: Refusal, write: () => void): void;
  /** Logs how many refusals were only counted, and starts over. Called once a minute. */
  sum(): void;
}

/** Refusals of one source and reason that are logged one by one between two sums. */
const LOGGED_ONE_BY_ONE = 5;
/** Sources that are counted separately between two sums; the others are counted together. So an hour takes at most about 10 MB. */
const MAX_COUNTED_SEPARATELY = 100;

/** Creates a log of refusals. */
export function createRefusalLog(log: Pick<Log, 'warn'>): RefusalLog {
  const counts = new Map<string, { readonly refusal: Refusal; count: number }>();
  return {
    add(refusal, write) {
      const isSeparate = counts.has(keyOf(refusal)) || counts.size < MAX_COUNTED_SEPARATELY;
      const counted = isSeparate ? refusal : { reason: refusal.reason, address: 'others' };
      const entry = counts.get(keyOf(counted)) ?? { refusal: counted, count: 0 };
      counts.set(keyOf(counted), entry);
      entry.count += 1;
      if (entry.count <= LOGGED_ONE_BY_ONE) write();
    },
    sum() {
      for (const { refusal, count } of counts.values()) {
        if (count > LOGGED_ONE_BY_ONE) log.warn({ ...refusal, count: count - LOGGED_ONE_BY_ONE }, 'more refused');
      }
      counts.clear();
    },
  };
}

function keyOf({ reason, caller, address }: Refusal): string {
  return `${reason} ${caller ?? address}`;
}
