import { ConnectorError } from '../../errors.js';
import { SecretError } from '../../secrets/errors.js';

/** Turns a value that the vault cannot decrypt into an internal error. */
export async function refusing<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof SecretError)) throw error;
    throw new ConnectorError('INTERNAL', error.message, { reason: error.code, cause: error });
  }
}
