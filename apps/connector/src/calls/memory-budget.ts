import type { MemoryNeed } from '@twilio-connector/entities';
import { ConnectorError } from '../errors.js';

/** The memory that all calls of a process may hold together. */
export interface MemoryBudget {
  /** Opens the account of a call. */
  open(): CallMemory;
  /** The bytes that all calls hold or have reserved. */
  readonly reserved: number;
}

/** The account of one call. */
export interface CallMemory {
  /** What the work of the call has reserved. */
  readonly bytes: number;
  /** Sets the memory of the request's content. @throws ConnectorError like `reserve` */
  readonly holdInput: (bytes: number) => void;
  /**
   * Sets what the work of the call needs.
   *
   * @throws ConnectorError RESOURCE_EXHAUSTED while other calls hold the memory; FAILED_PRECONDITION if the call holds more than
   *   all calls together may. The account is then released, since the call has failed.
   */
  readonly reserve: (need: MemoryNeed) => void;
  /** Keeps a share of what was reserved last, from 1 to 0, while the answer is written. */
  readonly keep: (share: number) => void;
  /** Gives everything back. Later reservations have no effect. May be called more than once. */
  readonly release: () => void;
}

/**
 * How much more than expected is reserved where there is room. A call whose rows turn out slightly larger than its first ones
 * must not fail when it is nearly finished.
 */
const MARGIN = 0.25;
/** The most that calls may take together before they have stated their need, so that a call that has stated it finds room. */
const SHARE_OF_NEW_CALLS = 0.5;
/** About the time of the largest list. */
const RETRY_AFTER_MS = 5000;
const MIB = 1024 * 1024;

/**
 * Creates the budget of a process. A call that needs more than is left fails, rather than another one that is under way: a call
 * reserves little for its first request to Twilio, and after it at once what it may need until its end.
 */
export function createMemoryBudget(limitBytes: number): MemoryBudget {
  const total = { bytes: 0, ofNewCalls: 0 };
  return {
    get reserved() {
      return total.bytes;
    },
    open: () => openCall(limitBytes, total),
  };
}

/** What all calls have reserved, and what new calls have of it. */
interface Total {
  bytes: number;
  ofNewCalls: number;
}

function openCall(limitBytes: number, total: Total): CallMemory {
  let [input, work, atMost] = [0, 0, 0];
  let state: 'unused' | 'new' | 'known' | 'released' = 'unused';
  const left = () => limitBytes - total.bytes;

  function set(nextInput: number, nextWork: number, nextState = state): void {
    if (state === 'released') return;
    total.bytes += nextInput + nextWork - input - work;
    total.ofNewCalls += (nextState === 'new' ? nextWork : 0) - (state === 'new' ? work : 0);
    [input, work, state] = [nextInput, nextWork, nextState];
  }

  function release(): void {
    set(0, 0);
    state = 'released';
  }

  /** A refused call ends. Its memory goes at once to the next call that asks, which may be in the same turn. */
  function refused(error: ConnectorError): ConnectorError {
    release();
    return error;
  }

  return {
    get bytes() {
      return work;
    },
    holdInput(bytes) {
      if (bytes - input > left()) throw refused(exhausted());
      set(bytes, work);
    },
    reserve({ held, expected }) {
      if (input + held > limitBytes) throw refused(tooLarge(limitBytes));
      const isNew = state === 'unused' && expected > 0;
      const [least, most] = [held + expected, held + expected * (1 + MARGIN)].map(Math.ceil) as [number, number];
      // What was reserved still suffices, and not much of it could be given back.
      if (state === 'known' && least <= work && work <= most) return;
      const isCrowded = isNew && total.ofNewCalls > 0;
      const room = isCrowded ? Math.min(left(), limitBytes * SHARE_OF_NEW_CALLS - total.ofNewCalls) : left() + work;
      // A list may be shorter than expected, so a call that might need more than there is may still use all there is.
      if (Math.min(least, limitBytes - input) > room) throw refused(exhausted());
      atMost = Math.min(most, Math.floor(room));
      set(input, atMost, isNew ? 'new' : 'known');
    },
    keep(share) {
      set(input, Math.floor(atMost * share));
    },
    release,
  };
}

/** For processes in which all calls belong to one person. */
export const NO_MEMORY_LIMIT: MemoryBudget = createMemoryBudget(Number.POSITIVE_INFINITY);

function exhausted(): ConnectorError {
  const message =
    'The calls in flight hold all the memory that is set aside for them. Try again later, with a smaller page size or fewer ' +
    'calls in parallel.';
  return new ConnectorError('RESOURCE_EXHAUSTED', message, {
    reason: 'MEMORY_EXHAUSTED',
    retryAfterMs: RETRY_AFTER_MS,
  });
}

function tooLarge(limitBytes: number): ConnectorError {
  const message =
    `The result needs more memory than all calls together may use, ${Math.floor(limitBytes / MIB)} MiB. Select less, for ` +
    'example with a smaller page size, or raise CONNECTOR_MEMORY_MIB on the server.';
  return new ConnectorError('FAILED_PRECONDITION', message, { reason: 'MEMORY_LIMIT' });
}
