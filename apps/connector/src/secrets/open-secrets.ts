import { join } from 'node:path';
import type { Env } from '../env.js';
import type { Store } from '../store/sqlite/open-store.js';
import { createCipher } from './cipher.js';
import { createSecretResolver, type SecretSource } from './resolver.js';
import { createEnvironmentSource } from './sources/environment.js';
import { createFilesSource } from './sources/files.js';
import { createGoogleSource } from './sources/google.js';
import { createVaultSource } from './sources/vault.js';
import { createVault } from './vault/vault.js';
import { readVaultKeys } from './encryption-keys.js';

/** What the secrets of a server stand on. */
export interface SecretsOptions {
  readonly env: Env;
  readonly folder: string;
  readonly store: Store;
  /** Asked before all others: what the server itself was started with. */
  readonly first: SecretSource;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Opens the vault of a data folder, and joins it with the other places that the environment names. */
export function openSecrets({ env, folder, store, first, now }: SecretsOptions) {
  const keys = readVaultKeys({ keys: env.CONNECTOR_VAULT_KEYS, keyFile: join(folder, 'vault.key') });
  const cipher = createCipher(keys);
  const vault = createVault({ store, cipher, now });
  const { CONNECTOR_SECRETS_DIR: secretsFolder, CONNECTOR_GOOGLE_SECRETS: hasGoogle } = env;
  const resolver = createSecretResolver([
    first,
    createVaultSource(vault),
    createEnvironmentSource(env.secrets ?? {}),
    ...(secretsFolder ? [createFilesSource(secretsFolder)] : []),
    ...(hasGoogle ? [createGoogleSource()] : []),
  ]);
  return { cipher, vault, resolver };
}
