import { ConnectorError } from '../errors.js';
import { toClientNetwork } from '../network/client-network.js';
import { createLru } from '../store/lru.js';
import type { Clock } from '../store/clock.js';

/** Slows down failed logins per remote address. */
export interface Throttle {
  /**
   * Delays the response to a failed login. The delay grows with the failures of the address.
   *
   * @throws ConnectorError RESOURCE_EXHAUSTED without a delay if too many responses are delayed already
   */
  failed(remoteAddress: string | undefined): Promise<void>;
}

interface ThrottleOptions {
  readonly steadyNow: Clock;
  readonly sleep: (ms: number) => Promise<void>;
}

interface Failures {
  count: number;
  /** Responses that are delayed now. */
  pending: number;
  lastAt: number;
}

/** Typing errors are not delayed. */
const FREE_FAILURES = 3;
const FIRST_DELAY_MS = 100;
const MAX_DELAY_MS = 5_000;
const MAX_PENDING_PER_ADDRESS = 10;
const MAX_PENDING = 1_000;
/** An address without failures for this long starts over. A success does not reset it: the owner of one token may guess another. */
const RESET_AFTER_MS = 10 * 60_000;
const REMEMBERED_ADDRESSES = 10_000;

/**
 * Delays failed logins only: tokens are verified first, so a valid token is never delayed, even behind a shared address. Timing
 * reveals nothing that the response does not. Guessing 32 random bytes is hopeless at any rate; the delays protect short tokens
 * chosen by hand, and reduce noise.
 */
export function createThrottle({ steadyNow, sleep }: ThrottleOptions): Throttle {
  const addresses = createLru<Failures>(REMEMBERED_ADDRESSES);
  let pending = 0;
  return {
    async failed(remoteAddress) {
      const key = toClientNetwork(remoteAddress);
      const time = steadyNow();
      const known = addresses.get(key);
      const isReset = known !== undefined && known.pending === 0 && time - known.lastAt > RESET_AFTER_MS;
      const failures = known === undefined || isReset ? { count: 0, pending: 0, lastAt: time } : known;
      addresses.set(key, failures);
      failures.count += 1;
      failures.lastAt = time;
      const delayMs = delayOf(failures.count);
      if (delayMs === 0) return;
      if (failures.pending >= MAX_PENDING_PER_ADDRESS || pending >= MAX_PENDING) throw tooMany(delayMs);
      failures.pending += 1;
      pending += 1;
      try {
        await sleep(delayMs);
      } finally {
        failures.pending -= 1;
        pending -= 1;
      }
    },
  };
}

function delayOf(count: number): number {
  const exponent = count - FREE_FAILURES - 1;
  return exponent < 0 ? 0 : Math.min(FIRST_DELAY_MS * 2 ** exponent, MAX_DELAY_MS);
}

function tooMany(retryAfterMs: number): ConnectorError {
  const message = 'Too many failed logins from this address. Try again later, with a valid token.';
  return new ConnectorError('RESOURCE_EXHAUSTED', message, { reason: 'TOO_MANY_FAILED_LOGINS', retryAfterMs });
}
