import {
  createSecret,
  isConnectionError,
  parseSecretVersionName,
  type Secret,
  type SecretVersionName,
} from '@twilio-connector/connection';
import { SecretError } from './errors.js';
import { formatSecretName } from './secret-names.js';

/** A place that stores secrets. */
export interface SecretSource {
  /**
   * @returns the value, or undefined when this source does not have the secret
   * @throws SecretError when the source has the secret but cannot return this version, or cannot tell whether it has it
   */
  read(name: SecretVersionName): Promise<string | undefined>;
}

/** Reads the secrets that connections refer to. */
export interface SecretResolver {
  /**
   * @param secretVersion `projects/{project}/secrets/{secret}/versions/{version}`
   * @throws SecretError
   */
  resolve(secretVersion: string): Promise<Secret>;
}

/**
 * Reads the sources in order; the first one that has the secret wins. If a source fails, later sources are not read: they
 * may hold another value under the same name.
 */
export function createSecretResolver(sources: readonly SecretSource[]): SecretResolver {
  return {
    async resolve(secretVersion) {
      const name = parse(secretVersion);
      for (const source of sources) {
        const value = await readFrom(source, name);
        if (value !== undefined) return createSecret(value);
      }
      throw new SecretError(
        'SECRET_NOT_FOUND',
        `No source has the secret ${formatSecretName(name)}. Create it, for example in the vault, and add a version.`,
      );
    },
  };
}

async function readFrom(source: SecretSource, name: SecretVersionName): Promise<string | undefined> {
  try {
    return await source.read(name);
  } catch (error) {
    if (error instanceof SecretError) throw error;
    const message = `A source failed to read the secret ${formatSecretName(name)}. Check that the source is available, and try again.`;
    throw new SecretError('SECRET_UNAVAILABLE', message, { cause: error });
  }
}

function parse(secretVersion: string): SecretVersionName {
  try {
    return parseSecretVersionName(secretVersion);
  } catch (error) {
    if (isConnectionError(error)) throw new SecretError('SECRET_NOT_FOUND', error.message, { cause: error });
    throw error;
  }
}
