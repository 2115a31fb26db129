import { ConnectorError } from '../errors.js';
import type { Store } from '../store/store.js';
import { type CallerKey, createKeyRecords, type KeyRecord, type Seal } from './key-records.js';
import { MAX_RESULT_BYTES, type ResultDigest, sha256 } from './kept-result.js';
import type { PurgeOptions } from '../store/purge.js';
import type { Clock } from '../store/clock.js';

/** A call with an `Idempotency-Key`. */
interface KeyedCall extends CallerKey {
  /** The whole request as JSON values; a key is bound to one request. */
  readonly request: readonly unknown[];
}

/** The result of a call. */
interface Carried<T> {
  /** The result, as JSON. */
  readonly value: T;
  readonly effect: Effect;
}

/**
 * Whether a call had an effect. After `none`, the key may be used again for the same request. After `unsure`, the value is a
 * failure, and the call must not be repeated either.
 */
export type Effect = 'done' | 'unsure' | 'none';

/** Carries out each call with an `Idempotency-Key` at most once, and keeps its result for 24 hours. */
export interface Idempotency {
  /**
   * Carries out a call, or returns the kept result of its first time. The key is claimed in the store before anything is done,
   * by insert-or-fail, so that of several processes only one carries the call out.
   *
   * @throws ConnectorError INVALID_ARGUMENT for a malformed key; ABORTED for a key of another request; UNKNOWN when the first
   *   attempt was cut off, so that its outcome is not known; ALREADY_EXISTS when it was carried out but its result is too large
   *   to be kept
   */
  once<T>(
    call: KeyedCall,
    carryOut: () => Promise<Carried<T>>,
  ): Promise<{ readonly value: T; readonly isRepeated: boolean }>;
  /** Deletes records that are older than 24 hours. @returns their number */
  purge(options: PurgeOptions): Promise<number>;
}

interface IdempotencyOptions {
  readonly store: Store;
  readonly seal: Seal;
  /** Receives the error when a result could not be kept. */
  readonly onError: (error: unknown) => void;
  /** Milliseconds since 1970. A key expires by this clock, which should not jump. */
  readonly now: Clock;
}

/** The IETF draft of the header allows any text; ours is bounded. */
const KEY = /^[\x21-\x7e]{1,255}$/;

export function createIdempotency({ store, seal, onError, now }: IdempotencyOptions): Idempotency {
  const records = createKeyRecords(store, seal, now);
  const inFlight = new Map<string, Promise<unknown>>();

  /** Undefined when another process claimed the key first. */
  async function claimAndCarryOut<T>(call: CallerKey, fingerprint: string, carryOut: () => Promise<Carried<T>>) {
    if (!(await records.claim(call, fingerprint))) return undefined;
    const { value, effect } = await carryOut();
    const noted = effect === 'none' ? records.forget(call) : records.conclude(call, value, effect === 'done');
    // The call was carried out, so it must be answered even if its result cannot be kept. Its key then counts as cut off.
    await noted.catch(onError);
    return { value, isRepeated: false };
  }

  return {
    async once<T>({ key, caller, request }: KeyedCall, carryOut: () => Promise<Carried<T>>) {
      if (!KEY.test(key)) throw invalidKey();
      // A caller may send a secret as its key by mistake, so only a digest is kept.
      const call = { caller, key: sha256(key) };
      const fingerprint = sha256(JSON.stringify(request));
      const slot = JSON.stringify([call.caller, call.key]);
      for (;;) {
        await inFlight.get(slot)?.catch(() => {});
        const known = await records.find(call);
        // Another call may have claimed the slot during the look-up.
        if (inFlight.has(slot)) continue;
        if (known) return { value: keptValue(known, fingerprint) as T, isRepeated: true };
        const attempt = claimAndCarryOut(call, fingerprint, carryOut);
        inFlight.set(slot, attempt);
        try {
          const result = await attempt;
          if (result) return result;
        } finally {
          inFlight.delete(slot);
        }
      }
    },
    purge: (options) => records.purge(options),
  };
}

function keptValue(known: KeyRecord, fingerprint: string): unknown {
  if (known.fingerprint !== fingerprint) throw reused();
  if (!known.result) throw cutOff();
  if ('tooLarge' in known.result) throw tooLarge(known.result.tooLarge);
  return known.result.value;
}

function invalidKey(): ConnectorError {
  const message = 'The header Idempotency-Key must be 1 to 255 visible ASCII characters, such as a UUID.';
  return new ConnectorError('INVALID_ARGUMENT', message, { reason: 'INVALID_IDEMPOTENCY_KEY' });
}

function reused(): ConnectorError {
  const message = 'This Idempotency-Key was used for another request within the last 24 hours. Use a new key.';
  return new ConnectorError('ABORTED', message, { reason: 'IDEMPOTENCY_KEY_REUSED' });
}

function cutOff(): ConnectorError {
  const message =
    'The first call with this Idempotency-Key was interrupted before its result was recorded, so it may or may not have ' +
    'been carried out. Check its effect, and only then send the call again with a new key.';
  return new ConnectorError('UNKNOWN', message, { reason: 'OUTCOME_UNKNOWN' });
}

/** Not a code after which clients try again on their own. */
function tooLarge({ bytes, sha256: digest }: ResultDigest): ConnectorError {
  const message =
    'The first call with this Idempotency-Key was carried out, and nothing was sent again. Its answer cannot be repeated, ' +
    `because it has ${bytes} bytes and at most ${MAX_RESULT_BYTES} are kept (SHA-256 ${digest}). Read the changed entity instead.`;
  return new ConnectorError('ALREADY_EXISTS', message, { reason: 'ANSWER_NOT_KEPT' });
}
