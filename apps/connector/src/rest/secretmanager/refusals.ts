import { SecretError, VaultError } from '../../secrets/errors.js';
import { RestError } from '../errors.js';

/** Carries out, and turns what the vault refuses into what REST answers. */
export async function refusing<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof VaultError) {
      throw new RestError(error.code, error.message, { reason: error.reason, cause: error });
    }
    if (error instanceof SecretError) {
      throw new RestError('INTERNAL', error.message, { reason: error.code, cause: error });
    }
    throw error;
  }
}
