import { SecretError, type SecretErrorCode, VaultError } from '../errors.js';
import { payloadToText } from '../payload-text.js';
import type { SecretSource } from '../resolver.js';
import { formatSecretVersionName } from '../secret-names.js';
import type { Vault } from '../vault/vault.js';

/** The secrets of the built-in vault. One that has the secret and not the version says so, and nobody else is asked. */
export function createVaultSource(vault: Pick<Vault, 'accessVersion'>): SecretSource {
  return {
    async read(name) {
      try {
        const { version, payload } = await vault.accessVersion(name);
        return payloadToText(payload, formatSecretVersionName(version));
      } catch (error) {
        if (!(error instanceof VaultError)) throw error;
        if (error.reason === 'SECRET_NOT_FOUND') return undefined;
        throw new SecretError(toCode(error), error.message, { cause: error });
      }
    },
  };
}

function toCode({ reason }: VaultError): SecretErrorCode {
  if (reason === 'SECRET_VERSION_DISABLED') return 'SECRET_DISABLED';
  return reason === 'SECRET_VERSION_DESTROYED' ? 'SECRET_DESTROYED' : 'SECRET_NOT_FOUND';
}
