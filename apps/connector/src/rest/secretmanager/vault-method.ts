import type { Permission } from '../../access/permissions.js';
import { ConnectorError } from '../../errors.js';
import { SecretError } from '../../secrets/errors.js';
import type { Vault } from '../../secrets/vault/vault.js';
import { defineMethod, type Method, type MethodRequest } from '../method.js';
import type { Parameters } from '../parameters.js';

/** A method of Secret Manager: `id` without `secretmanager.projects.`. */
interface VaultMethod<P extends Parameters> extends Pick<Method<'server', P>, 'id' | 'audit' | 'parameters' | 'body'> {
  readonly permission: Permission;
  handle(vault: Vault, request: MethodRequest<P>): Promise<unknown>;
}

/** Declares a method of Secret Manager that uses the vault. */
export function defineVaultMethod<const P extends Parameters = Record<never, never>>(
  method: VaultMethod<P>,
): Method<'server', P> {
  return defineMethod({
    ...method,
    id: `secretmanager.projects.${method.id}`,
    on: 'server',
    handle: ({ vault }, request) => method.handle(vault, request).catch(rethrow),
  });
}

/** A value that cannot be decrypted is an internal error for callers of Secret Manager. */
function rethrow(error: unknown): never {
  if (error instanceof SecretError) {
    throw new ConnectorError('INTERNAL', error.message, { reason: error.code, cause: error });
  }
  throw error;
}
