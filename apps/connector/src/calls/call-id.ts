import { randomUUID } from 'node:crypto';
import { idAt, msOf } from '../store/time-ids.js';

const TIME_DIGITS = 12;
/** A UUID of version 7 (https://www.rfc-editor.org/rfc/rfc9562#section-5.7) without its dashes. */
const TIMED = /^[0-9a-f]{12}7[0-9a-f]{3}[89ab][0-9a-f]{15}$/;

/**
 * Creates the id of a call: 32 hexadecimal digits. The answer, the error, the audit record and the log carry it, so that one
 * call can be followed through all of them. It begins with the time, by which its entries are found in the log.
 */
export function createCallId(): string {
  // Node makes UUIDs many at a time, so one takes a tenth of the time of random bytes.
  const random = randomUUID().replaceAll('-', '');
  return `${idAt(Date.now())}7${random.slice(TIME_DIGITS + 1)}`;
}

/** The time at which a call began, in milliseconds since 1970; undefined for an id of another shape. */
export function msOfCall(callId: string): number | undefined {
  return TIMED.test(callId) ? msOf(callId) : undefined;
}
