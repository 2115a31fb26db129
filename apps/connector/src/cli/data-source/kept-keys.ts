import type { Env } from '../../env.js';
import { createIdempotency, type Idempotency } from '../../idempotency/idempotency.js';
import { openRetentionClock } from '../../store/retention-clock.js';
import { openFolder } from '../data-folder/open-folder.js';

/**
 * Opens the data folder to keep the idempotency key of a write that this process makes itself. No other process can use the
 * folder meanwhile.
 *
 * @param note receives a sentence when a result could not be kept
 * @throws StoreError while a connector uses the folder
 */
export async function openKeptKeys(
  env: Env,
  note: (sentence: string) => void,
): Promise<{ readonly idempotency: Idempotency; close(): Promise<void> }> {
  const folder = await openFolder(
    env,
    'name that connector with --server, because it keeps the idempotency keys of this folder',
  );
  const onError = (error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    note(`The write was carried out, but its result could not be kept: ${reason}`);
  };
  try {
    const { store, cipher } = folder;
    const clock = await openRetentionClock({ store, now: () => Date.now(), steadyNow: () => performance.now() });
    const idempotency = createIdempotency({ store, seal: cipher, onError, now: clock.now });
    await idempotency.purge({ now: clock.now() });
    const close = async () => {
      // If the time cannot be stored, the next command takes it from the wall clock.
      await clock.save().catch(() => {});
      await folder.close();
    };
    return { idempotency, close };
  } catch (error) {
    await folder.close();
    throw error;
  }
}
