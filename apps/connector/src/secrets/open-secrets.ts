import type { Env } from '../env.js';
import type { Store } from '../store/store.js';
import type { Cipher } from './cipher.js';
import { createSecretResolver, type SecretSource } from './resolver.js';
import { createEnvironmentSource } from './sources/environment.js';
import { createFilesSource } from './sources/files.js';
import { createGoogleSource } from './sources/google.js';
import { createVaultSource } from './sources/vault.js';
import { createVault } from './vault/vault.js';
import type { Clock } from '../store/clock.js';

/** The dependencies of the secrets of a server. */
export interface SecretsOptions {
  readonly env: Env;
  readonly store: Store;
  readonly cipher: Cipher;
  /** Removes deleted and overwritten values of the store from the disk. */
  readonly eraseRemains: () => Promise<void>;
  /** The secret that the server was started with. It is read before all other sources. */
  readonly first: SecretSource;
  readonly now: Clock;
}

/** Opens the vault and joins it with the other sources that the environment configures. */
export function openSecrets({ env, store, cipher, eraseRemains, first, now }: SecretsOptions) {
  const vault = createVault({ store, cipher, eraseRemains, now });
  const { CONNECTOR_SECRETS_DIR: secretsFolder, CONNECTOR_GOOGLE_SECRETS: hasGoogle } = env;
  const resolver = createSecretResolver([
    first,
    createVaultSource(vault),
    createEnvironmentSource(env.secrets ?? {}),
    ...(secretsFolder ? [createFilesSource(secretsFolder)] : []),
    ...(hasGoogle ? [createGoogleSource()] : []),
  ]);
  return { vault, resolver };
}
