import {
  createSecret,
  isConnectionError,
  parseSecretVersionName,
  type Secret,
  type SecretVersionName,
} from '@twilio-connector/connection';
import { SecretError } from './errors.js';
import { formatSecretName } from './secret-names.js';

/** A place where secrets are. */
export interface SecretSource {
  /**
   * The value; undefined when this source does not have the secret at all.
   *
   * @throws SecretError when it has the secret and cannot give this version, or cannot say whether it has it
   */
  read(name: SecretVersionName): Promise<string | undefined>;
}

/** Turns references into secrets. */
export interface SecretResolver {
  /**
   * @param secretVersion `projects/{project}/secrets/{secret}/versions/{version}`
   * @throws SecretError
   */
  resolve(secretVersion: string): Promise<Secret>;
}

/**
 * Asks the sources in their order; the first that has the secret answers. One that cannot be asked ends it: a later one
 * may have another value under the same name.
 */
export function createSecretResolver(sources: readonly SecretSource[]): SecretResolver {
  return {
    async resolve(secretVersion) {
      const name = parse(secretVersion);
      for (const source of sources) {
        const value = await ask(source, name);
        if (value !== undefined) return createSecret(value);
      }
      throw new SecretError(
        'SECRET_NOT_FOUND',
        `No source has the secret ${formatSecretName(name)}. Create it, in the vault for instance, and add a version.`,
      );
    },
  };
}

async function ask(source: SecretSource, name: SecretVersionName): Promise<string | undefined> {
  try {
    return await source.read(name);
  } catch (error) {
    if (error instanceof SecretError) throw error;
    const message = `A source could not be asked for the secret ${formatSecretName(name)}; the cause says why.`;
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
