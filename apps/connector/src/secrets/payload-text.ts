import { SecretError } from './errors.js';

/** The largest value, in bytes: Secret Manager's own limit. */
export const MAX_PAYLOAD_BYTES = 64 * 1024;

/**
 * A value as text.
 *
 * @param name of its version
 * @throws SecretError SECRET_UNREADABLE for bytes that are no UTF-8, and for none
 */
export function payloadToText(payload: Uint8Array, name: string): string {
  const text = decode(payload);
  if (text === undefined || text === '') {
    const what = text === '' ? 'is empty' : 'is not text in UTF-8';
    throw new SecretError('SECRET_UNREADABLE', `${name} ${what}. Write the value anew, as text.`);
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
