import type { Store } from './store.js';

/** A fact about the store itself, or undefined if it was never written. */
export async function readProperty(store: Store, name: string): Promise<string | undefined> {
  const row = await store.selectFrom('properties').select('value').where('name', '=', name).executeTakeFirst();
  return row?.value;
}

export async function writeProperty(store: Store, name: string, value: string): Promise<void> {
  await store
    .insertInto('properties')
    .values({ name, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute();
}
