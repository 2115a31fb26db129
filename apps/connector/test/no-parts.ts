import type { CallParts } from '../src/calls/parts.js';

const unexpected = () => Promise.reject(new Error('This call has no parts.'));

/** The parts of a call that has none. */
export const NO_PARTS: CallParts = {
  idempotencyKey: undefined,
  require: unexpected,
  run: unexpected,
  once: unexpected,
};
