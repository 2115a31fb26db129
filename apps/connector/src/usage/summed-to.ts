import { readProperty, writeProperty } from '../store/properties.js';
import type { Store } from '../store/store.js';

const PROPERTY = 'usage-hours';

/** All rows of minutes that start before this time are in the sums of their hours, and no others are. In minutes since 1970. */
export async function readSummedTo(store: Store): Promise<number> {
  return Number((await readProperty(store, PROPERTY)) ?? 0);
}

/** Lets everything from a minute on be summed up again. Call it in the transaction that writes the minute. */
export async function sumAgainFrom(transaction: Store, minute: number): Promise<void> {
  if (minute < (await readSummedTo(transaction))) await writeProperty(transaction, PROPERTY, String(minute));
}

/** Notes that the hours between two times have been summed up. Call it in a transaction that has found nothing else to sum up. */
export async function noteSummed(transaction: Store, from: number, to: number): Promise<void> {
  if ((await readSummedTo(transaction)) === from) await writeProperty(transaction, PROPERTY, String(to));
}
