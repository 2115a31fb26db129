import { SecretError, VaultError } from '../../secrets/errors.js';
import { ConnectorError } from '../../errors.js';

/** Carries out, and turns what the vault refuses into what REST answers. */
export async function refusing<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof VaultError) {
      throw new ConnectorError(error.code, error.message, { reason: error.reason, cause: error });
    }
    if (error instanceof SecretError) {
      throw new ConnectorError('INTERNAL', error.message, { reason: error.code, cause: error });
    }
    throw error;
  }
}
