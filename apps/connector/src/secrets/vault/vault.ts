import type { VaultOptions } from './model.js';
import { createVaultRotation, type VaultRotation } from './rotation.js';
import { createVaultSecrets, type VaultSecrets } from './secrets.js';
import { createVaultVersions, type VaultVersions } from './versions.js';

/**
 * Stores encrypted secrets by the rules of Secret Manager (https://cloud.google.com/secret-manager/docs/reference/rest).
 * Every method throws a ConnectorError for a refused call, and a SecretError for a value that cannot be decrypted.
 */
export interface Vault extends VaultSecrets, VaultVersions, VaultRotation {}

export function createVault(options: VaultOptions): Vault {
  return { ...createVaultSecrets(options), ...createVaultVersions(options), ...createVaultRotation(options) };
}
