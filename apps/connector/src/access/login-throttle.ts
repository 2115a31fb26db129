import { ConnectorError } from '../errors.js';
import { createLru } from '../store/lru.js';

/** Slows failed log-ins down, address by address. */
export interface Throttle {
  /**
   * Waits as long as the address has earned by failing; the refusal is answered then.
   *
   * @throws ConnectorError RESOURCE_EXHAUSTED, at once, when too many refusals wait already
   */
  failed(remoteAddress: string | undefined): Promise<void>;
}

interface ThrottleOptions {
  /** Milliseconds from any fixed point. */
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
}

interface Failures {
  count: number;
  /** Refusals that wait now. */
  pending: number;
  lastAt: number;
}

/** Typing errors cost nothing. */
const FREE_FAILURES = 3;
const FIRST_DELAY_MS = 100;
const MAX_DELAY_MS = 5_000;
const MAX_PENDING_PER_ADDRESS = 10;
const MAX_PENDING = 1_000;
/** Once an address has not failed for so long, it starts anew. A success does not clear it: who has one token may look for another. */
const FORGIVEN_AFTER_MS = 10 * 60_000;
const REMEMBERED_ADDRESSES = 10_000;

/**
 * Delays refusals, and nothing else: a token is verified first, and who has a right one never waits, whoever shares the address.
 * That tells nothing that the answer does not, and guessing at 32 random bytes is hopeless at any speed; what the delays hold
 * off is noise, and the guessing of a short token that somebody chose by hand.
 */
export function createThrottle({ now, sleep }: ThrottleOptions): Throttle {
  const addresses = createLru<Failures>(REMEMBERED_ADDRESSES);
  let pending = 0;
  return {
    async failed(remoteAddress) {
      const key = toNetwork(remoteAddress);
      const time = now();
      const known = addresses.get(key);
      const isForgiven = known !== undefined && known.pending === 0 && time - known.lastAt > FORGIVEN_AFTER_MS;
      const failures = known === undefined || isForgiven ? { count: 0, pending: 0, lastAt: time } : known;
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

/** An IPv6 host has a whole /64 to call from; an IPv4 address may be written as one of IPv6. */
function toNetwork(address = 'unknown'): string {
  const ipv4 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (ipv4 || !address.includes(':')) return ipv4 ?? address;
  const [head = '', tail] = address.toLowerCase().split('%', 1)[0]?.split('::') ?? [];
  const front = head === '' ? [] : head.split(':');
  const back = tail ? tail.split(':') : [];
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - front.length - back.length)).fill('0');
  return [...front, ...zeros, ...back]
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':');
}

function tooMany(retryAfterMs: number): ConnectorError {
  const message = 'Too many log-ins from this address have failed; come back later, with a token of this connector.';
  return new ConnectorError('RESOURCE_EXHAUSTED', message, { reason: 'TOO_MANY_FAILED_LOGINS', retryAfterMs });
}
