import { expect, test } from 'vitest';
import { type Bed, insertPolicy, policy, resourcesIn, secret } from './store-bed.js';

/** How a store compares, sorts and returns values. A part of `storeContract`. */
export function testValues(name: string, bed: Bed): void {
  test(`${name} sorts texts by code point, whatever the language of the database`, async () => {
    const sorted = ['', '-', 'A', 'B', 'Z', '_', 'a', 'a-b', 'aB', 'ab', 'b', 'ä', '日', '\uFFFD', '🚀'];
    for (const resource of sorted.toReversed()) await insertPolicy(bed.store, resource).execute();
    expect(await resourcesIn(bed.store)).toEqual(sorted);
    const query = bed.store.selectFrom('policies').select('resource').where('resource', '>', 'Z');
    expect((await query.execute()).map(({ resource }) => resource).toSorted()).toEqual(sorted.slice(5).toSorted());
  });

  test(`${name} distinguishes upper and lower case in keys`, async () => {
    for (const resource of ['a', 'A']) await insertPolicy(bed.store, resource).execute();
    const query = bed.store.selectFrom('policies').select('resource').where('resource', '=', 'A');
    expect(await query.execute()).toEqual([{ resource: 'A' }]);
  });

  test(`${name} compares tuples column by column`, async () => {
    const rows = [secret('b', '2026-01-01'), secret('a', '2026-01-02'), secret('c', '2026-01-02')];
    await bed.store.insertInto('secrets').values(rows).execute();
    const before = await bed.store
      .selectFrom('secrets')
      .select('secret')
      .where((eb) => eb(eb.refTuple('create_time', 'secret'), '<', eb.tuple('2026-01-02', 'c')))
      .orderBy('create_time', 'desc')
      .orderBy('secret', 'desc')
      .limit(2)
      .execute();
    expect(before).toEqual([{ secret: 'a' }, { secret: 'b' }]);
  });

  test.each([
    ['the empty text', ''],
    ['1 MiB', 'x'.repeat(1024 * 1024)],
    ['1 MiB of emoji', '🚀'.repeat(256 * 1024)],
    ['quotes, backslashes and line breaks', `'"\\\n\r\t%_;--`],
    ['combining characters', 'e\u0301 é'],
  ])(`${name} returns %s unchanged after it is opened again`, async (_, text) => {
    await bed.store.insertInto('policies').values(policy('a', text)).execute();
    await bed.reopen();
    const { policy: stored } = await bed.store.selectFrom('policies').select('policy').executeTakeFirstOrThrow();
    expect(stored === text).toBe(true);
  });

  test(`${name} returns integers as numbers and missing values as null`, async () => {
    const version = {
      project: 'p',
      secret: 's',
      version: 7,
      state: 'ENABLED',
      create_time: 't',
      has_checksum: 1,
    } as const;
    await bed.store
      .insertInto('secret_versions')
      .values({ ...version, destroy_time: null, ciphertext: null })
      .execute();
    const row = await bed.store.selectFrom('secret_versions').selectAll().executeTakeFirst();
    expect(row).toEqual({ ...version, destroy_time: null, ciphertext: null });
    const unset = bed.store.selectFrom('secret_versions').select('version').where('ciphertext', 'is not', null);
    expect(await unset.execute()).toEqual([]);
  });
}
