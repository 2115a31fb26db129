import type { VaultOptions } from './model.js';
import { sealContextOf, updateVersion } from './version-rows.js';

/** The methods of the vault for its encryption keys. */
export interface VaultRotation {
  /** Re-encrypts every value that is not encrypted with the current key: all of them or none. */
  rotate(): Promise<{ readonly resealed: number }>;
}

export function createVaultRotation({ store, cipher, eraseRemains }: VaultOptions): VaultRotation {
  return {
    async rotate() {
      const resealed = await store.transaction().execute(async (transaction) => {
        const versions = transaction.selectFrom('secret_versions').where('ciphertext', 'is not', null);
        let count = 0;
        // One value is in memory at a time, so the size of the vault does not matter.
        for (const key of await versions.select(['project', 'secret', 'version']).execute()) {
          const { ciphertext } = await versions
            .select('ciphertext')
            .where('project', '=', key.project)
            .where('secret', '=', key.secret)
            .where('version', '=', key.version)
            .executeTakeFirstOrThrow();
          if (ciphertext === null || !cipher.needsReseal(ciphertext)) continue;
          const context = sealContextOf(key);
          await updateVersion(transaction, key, { ciphertext: cipher.seal(cipher.open(ciphertext, context), context) });
          count += 1;
        }
        return count;
      });
      if (resealed > 0) await eraseRemains();
      return { resealed };
    },
  };
}
