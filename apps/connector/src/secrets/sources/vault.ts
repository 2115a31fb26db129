import { ConnectorError } from '../../errors.js';
import { SecretError, type SecretErrorCode } from '../errors.js';
import { payloadToText } from '../payload-text.js';
import type { SecretSource } from '../resolver.js';
import { formatSecretVersionName } from '../secret-names.js';
import type { Vault } from '../vault/vault.js';

/** The secrets of the built-in vault. */
export function createVaultSource(vault: Pick<Vault, 'accessVersion'>): SecretSource {
  return {
    async read(name) {
      try {
        const { version, payload } = await vault.accessVersion(name);
        return payloadToText(payload, formatSecretVersionName(version));
      } catch (error) {
        if (!(error instanceof ConnectorError)) throw error;
        if (error.reason === 'SECRET_NOT_FOUND') return undefined;
        throw new SecretError(toCode(error), error.message, { cause: error });
      }
    },
  };
}

function toCode({ reason }: ConnectorError): SecretErrorCode {
  if (reason === 'SECRET_VERSION_DISABLED') return 'SECRET_DISABLED';
  return reason === 'SECRET_VERSION_DESTROYED' ? 'SECRET_DESTROYED' : 'SECRET_NOT_FOUND';
}
