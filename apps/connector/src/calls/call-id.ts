import { randomUUID } from 'node:crypto';

/**
 * Creates the id of a call: 32 hexadecimal digits. The answer, the error, the audit record and the log carry it, so that one
 * call can be followed through all of them.
 */
export function createCallId(): string {
  return randomUUID().replaceAll('-', '');
}
