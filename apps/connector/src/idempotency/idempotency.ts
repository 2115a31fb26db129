import { createHash } from 'node:crypto';
import { ConnectorError } from '../errors.js';
import type { Store } from '../store/sqlite/open-store.js';
import { type CallerKey, createKeyRecords, type RecordedAnswer, type Seal } from './key-records.js';

/** A call that is carried out once, however often its caller sends it. */
interface KeyedCall extends CallerKey {
  /** What is asked for; the same key stands for nothing else. */
  readonly request: readonly unknown[];
}

/** Its answer; not final is that of a call that surely did nothing, and may be made again with the same key. */
type Carried = RecordedAnswer & { readonly isFinal: boolean };

type First<A> = A & { readonly isRepeated: false };
type Repeated = RecordedAnswer & { readonly isRepeated: true };

/** Answers of calls that carry an `Idempotency-Key`, kept for 24 hours. */
export interface Idempotency {
  /**
   * Carries out a call, unless it was or is being carried out: then its answer is that of the first time. The key is written
   * down before anything else is done; a call that was cut off by the end of its process has an outcome that nobody knows.
   *
   * @throws ConnectorError INVALID_ARGUMENT for a key that is none, ABORTED for one that was used for another request, UNKNOWN when
   *   the outcome is not known
   */
  once<A extends Carried>(call: KeyedCall, carryOut: () => Promise<A>): Promise<First<A> | Repeated>;
  /** Forgets what is older than 24 hours. */
  purge(): Promise<void>;
}

interface IdempotencyOptions {
  readonly store: Store;
  readonly seal: Seal;
  /** Told of an answer that could not be kept. */
  readonly onError: (error: unknown) => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** The IETF's draft of the header lets a key be any text; ours is bounded. */
const KEY = /^[\x21-\x7e]{1,255}$/;

/** The data folder is this process's alone: what is not answered, and not under way here, was cut off. */
export function createIdempotency({ store, seal, onError, now }: IdempotencyOptions): Idempotency {
  const records = createKeyRecords(store, seal, now);
  const underWay = new Map<string, Promise<Carried>>();

  async function carryOutOnce<A extends Carried>(call: KeyedCall, fingerprint: string, carryOut: () => Promise<A>) {
    await records.claim(call, fingerprint);
    const answer = await carryOut();
    const noted = answer.isFinal ? records.conclude(call, answer) : records.forget(call);
    // It was carried out: that has to be answered, whether or not it can be written down. Unwritten, it counts as cut off.
    await noted.catch(onError);
    return answer;
  }

  return {
    async once({ key, ...given }, carryOut) {
      if (!KEY.test(key)) throw invalidKey();
      // Nothing tells what somebody gives as a key, a token by mistake for one: only its digest is kept.
      const call = { ...given, key: digest(key) };
      const fingerprint = digest(JSON.stringify(call.request));
      const place = JSON.stringify([call.caller, call.key]);
      for (;;) {
        await underWay.get(place)?.catch(() => {});
        const known = await records.find(call);
        // Somebody else may have begun while this one looked.
        if (underWay.has(place)) continue;
        if (known) return repeated(known, fingerprint);
        const turn = carryOutOnce(call, fingerprint, carryOut);
        underWay.set(place, turn);
        try {
          return { ...(await turn), isRepeated: false };
        } finally {
          underWay.delete(place);
        }
      }
    },
    purge: () => records.purge(),
  };
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function repeated(
  known: { readonly fingerprint: string; readonly answer: RecordedAnswer | undefined },
  fingerprint: string,
): Repeated {
  if (known.fingerprint !== fingerprint) throw reused();
  if (!known.answer) throw cutOff();
  return { ...known.answer, isRepeated: true };
}

function invalidKey(): ConnectorError {
  const message = 'The header Idempotency-Key must be 1 to 255 visible ASCII characters, such as a UUID.';
  return new ConnectorError('INVALID_ARGUMENT', message, { reason: 'INVALID_IDEMPOTENCY_KEY' });
}

function reused(): ConnectorError {
  const message =
    'This Idempotency-Key stands for another request, of the last 24 hours. Choose a new key for a new request.';
  return new ConnectorError('ABORTED', message, { reason: 'IDEMPOTENCY_KEY_REUSED' });
}

function cutOff(): ConnectorError {
  const message =
    'The call with this Idempotency-Key was cut off when the connector ended: it may or may not have been carried out. Look ' +
    'whether it was before you send it again, with a new key.';
  return new ConnectorError('UNKNOWN', message, { reason: 'OUTCOME_UNKNOWN' });
}
