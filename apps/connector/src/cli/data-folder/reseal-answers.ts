import { sealContextOf } from '../../idempotency/key-records.js';
import type { Cipher } from '../../secrets/cipher.js';
import { SecretError } from '../../secrets/errors.js';
import { eraseRemains } from '../../store/sqlite/erase-remains.js';
import type { Store } from '../../store/store.js';

/**
 * Re-encrypts the recorded answers of keyed calls with the current key, in one transaction. Skips records that no key can
 * decrypt, because they were lost already.
 *
 * @returns the number of re-encrypted records
 */
export async function resealAnswers(store: Store, cipher: Cipher): Promise<number> {
  const resealed = await store.transaction().execute(async (transaction) => {
    const rows = await transaction
      .selectFrom('idempotency')
      .select(['caller', 'key', 'fingerprint', 'answer', 'answer_digest'])
      .execute();
    let count = 0;
    for (const { caller, key, ...sealed } of rows) {
      const { fingerprint, answer, answer_digest } = sealed;
      if (!Object.values(sealed).some((one) => one !== null && cipher.needsReseal(one))) continue;
      const context = sealContextOf({ caller, key });
      const reseal = (one: string) => cipher.seal(cipher.open(one, context), context);
      const row = unlessUnreadable(() => ({
        fingerprint: reseal(fingerprint),
        answer: answer === null ? null : reseal(answer),
        answer_digest: answer_digest === null ? null : reseal(answer_digest),
      }));
      if (!row) continue;
      await transaction
        .updateTable('idempotency')
        .set(row)
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

function unlessUnreadable<T>(reseal: () => T): T | undefined {
  try {
    return reseal();
  } catch (error) {
    if (error instanceof SecretError) return undefined;
    throw error;
  }
}
