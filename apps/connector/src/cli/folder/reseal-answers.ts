import type { Cipher } from '../../secrets/cipher.js';
import { eraseRemains } from '../../store/erase.js';
import type { Store } from '../../store/open.js';

/**
 * Encrypts every recorded answer anew that another key than the current one encrypted: all of them, or none.
 *
 * @returns how many
 */
export async function resealAnswers(store: Store, cipher: Cipher): Promise<number> {
  const resealed = await store.transaction().execute(async (transaction) => {
    const rows = await transaction
      .selectFrom('idempotency')
      .select(['caller', 'key', 'answer'])
      .where('answer', 'is not', null)
      .execute();
    const old = rows.filter(({ answer }) => answer !== null && cipher.needsReseal(answer));
    for (const { caller, key, answer } of old) {
      // The place for which `createIdempotency` seals it.
      const place = `idempotency ${JSON.stringify([caller, key])}`;
      await transaction
        .updateTable('idempotency')
        .set({ answer: cipher.seal(cipher.open(answer ?? '', place), place) })
        .where('caller', '=', caller)
        .where('key', '=', key)
        .execute();
    }
    return old.length;
  });
  if (resealed > 0) await eraseRemains(store);
  return resealed;
}
