import type { Cipher } from '../../secrets/cipher.js';
import { SecretError } from '../../secrets/errors.js';
import { eraseRemains } from '../../store/erase.js';
import type { Store } from '../../store/open.js';

/**
 * Encrypts every recorded answer anew that another key than the current one encrypted: all of them, or none. One that no key
 * opens stays as it is: it was lost before.
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
    let count = 0;
    for (const { caller, key, answer } of rows) {
      if (answer === null || !cipher.needsReseal(answer)) continue;
      // The place for which `createIdempotency` seals it.
      const place = `idempotency ${JSON.stringify([caller, key])}`;
      const text = open(cipher, answer, place);
      if (text === undefined) continue;
      await transaction
        .updateTable('idempotency')
        .set({ answer: cipher.seal(text, place) })
        .where('caller', '=', caller)
        .where('key', '=', key)
        .execute();
      count += 1;
    }
    return count;
  });
  if (resealed > 0) await eraseRemains(store);
  return resealed;
}

function open(cipher: Cipher, answer: string, place: string): string | undefined {
  try {
    return cipher.open(answer, place);
  } catch (error) {
    if (error instanceof SecretError) return undefined;
    throw error;
  }
}
