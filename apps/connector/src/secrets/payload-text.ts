import { SecretError } from './errors.js';

/** The largest value, in bytes. Secret Manager has the same limit. */
export const MAX_PAYLOAD_BYTES = 64 * 1024;

/**
 * Decodes a value.
 *
 * @param name of the version, for the error message
 * @throws SecretError SECRET_UNREADABLE for an empty value, and for bytes that are not UTF-8
 */
export function payloadToText(payload: Uint8Array, name: string): string {
  const text = decode(payload);
  if (text === undefined || text === '') {
    const problem = text === '' ? 'is empty' : 'is not UTF-8 text';
    throw new SecretError('SECRET_UNREADABLE', `${name} ${problem}. Write the value again, as text.`);
  }
  return text;
}

function decode(payload: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(payload);
  } catch {
    return undefined;
  }
}
