import { createVault, type Vault } from '../src/secrets/vault/vault.js';
import type { VaultOptions } from '../src/secrets/vault/model.js';
import { eraseRemains } from '../src/store/sqlite/erase-remains.js';

/** A vault in a SQLite store. */
export function sqliteVault(options: Omit<VaultOptions, 'eraseRemains'>): Vault {
  return createVault({ ...options, eraseRemains: () => eraseRemains(options.store) });
}
