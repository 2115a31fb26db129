import { randomUUID } from 'node:crypto';
import { idAt } from '../store/time-ids.js';

const TIME_DIGITS = 12;

/**
 * Creates the id of a call: 32 hexadecimal digits. The answer, the error, the audit record and the log carry it, so that one
 * call can be followed through all of them. It begins with the time, so that the log's index of calls grows at its end. With
 * random places, each entry of the log would change a page of the disk of its own.
 */
export function createCallId(): string {
  // Node makes UUIDs many at a time, so one takes a tenth of the time of random bytes.
  return idAt(Date.now()) + randomUUID().replaceAll('-', '').slice(TIME_DIGITS);
}
