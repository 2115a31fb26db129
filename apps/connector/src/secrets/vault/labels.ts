import { VaultError } from '../errors.js';

/** Names and values by which secrets are told apart. */
export type Labels = Readonly<Record<string, string>>;

const MAX_LABELS = 64;
const MAX_BYTES = 128;
const KEY = /^[\p{Ll}\p{Lo}][\p{Ll}\p{Lo}\p{N}_-]{0,62}$/u;
const VALUE = /^[\p{Ll}\p{Lo}\p{N}_-]{0,63}$/u;

/** Secret Manager's rules for labels (https://cloud.google.com/secret-manager/docs/reference/rest/v1/projects.secrets). */
export function checkLabels(labels: Labels): void {
  const entries = Object.entries(labels);
  if (entries.length > MAX_LABELS) {
    throw invalidLabels(`There are ${entries.length} labels; a secret has ${MAX_LABELS} at the most.`);
  }
  for (const [index, [key, value]] of entries.entries()) {
    if (!KEY.test(key) || Buffer.byteLength(key) > MAX_BYTES) {
      throw invalidLabels(
        `The key of label ${index + 1} cannot be one; give 1 to 63 lower-case letters, digits, hyphens and underscores, a letter first.`,
      );
    }
    if (!VALUE.test(value) || Buffer.byteLength(value) > MAX_BYTES) {
      throw invalidLabels(
        `The value of label ${index + 1} cannot be one; give up to 63 lower-case letters, digits, hyphens and underscores.`,
      );
    }
  }
}

function invalidLabels(message: string): VaultError {
  return new VaultError('INVALID_LABELS', message);
}
