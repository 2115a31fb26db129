import { eraseRemains } from '../../store/sqlite/erase-remains.js';
import type { VaultOptions } from './vault.js';
import { placeOf } from './versions.js';

/** `Vault.rotate` */
export async function rotateKeys({ store, cipher }: VaultOptions): Promise<{ readonly resealed: number }> {
  const resealed = await store.transaction().execute(async (transaction) => {
    const versions = transaction.selectFrom('secret_versions').where('ciphertext', 'is not', null);
    const names = await versions.select(['project', 'secret', 'version']).execute();
    let count = 0;
    for (const { project, secret, version } of names) {
      const { ciphertext } = await versions
        .select('ciphertext')
        .where('project', '=', project)
        .where('secret', '=', secret)
        .where('version', '=', version)
        .executeTakeFirstOrThrow();
      if (ciphertext === null || !cipher.needsReseal(ciphertext)) continue;
      const place = placeOf({ project, secret, version });
      await transaction
        .updateTable('secret_versions')
        .set({ ciphertext: cipher.seal(cipher.open(ciphertext, place), place) })
        .where('project', '=', project)
        .where('secret', '=', secret)
        .where('version', '=', version)
        .execute();
      count += 1;
    }
    return count;
  });
  if (resealed > 0) await eraseRemains(store);
  return { resealed };
}
