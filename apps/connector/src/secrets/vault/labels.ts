import type { ConnectorError } from '../../errors.js';
import { vaultError } from '../errors.js';

/** Keys and values that group secrets. */
export type Labels = Readonly<Record<string, string>>;

const MAX_LABELS = 64;
const MAX_BYTES = 128;
const KEY = /^[\p{Ll}\p{Lo}][\p{Ll}\p{Lo}\p{N}_-]{0,62}$/u;
const VALUE = /^[\p{Ll}\p{Lo}\p{N}_-]{0,63}$/u;

/**
 * Secret Manager's rules for labels (https://cloud.google.com/secret-manager/docs/reference/rest/v1/projects.secrets).
 *
 * @throws ConnectorError INVALID_ARGUMENT
 */
export function checkLabels(labels: Labels): void {
  const entries = Object.entries(labels);
  if (entries.length > MAX_LABELS) {
    throw invalidLabels(`A secret has at most ${MAX_LABELS} labels; the request has ${entries.length}.`);
  }
  for (const [index, [key, value]] of entries.entries()) {
    if (!KEY.test(key) || Buffer.byteLength(key) > MAX_BYTES) {
      throw invalidLabels(
        `The key of label ${index + 1} is invalid. Use 1 to 63 lower-case letters, digits, hyphens and underscores, starting with a letter.`,
      );
    }
    if (!VALUE.test(value) || Buffer.byteLength(value) > MAX_BYTES) {
      throw invalidLabels(
        `The value of label ${index + 1} is invalid. Use up to 63 lower-case letters, digits, hyphens and underscores.`,
      );
    }
  }
}

function invalidLabels(message: string): ConnectorError {
  return vaultError('INVALID_LABELS', message);
}
