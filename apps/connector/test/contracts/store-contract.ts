import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { StoreError } from '../../src/store/errors.js';
import { MIGRATIONS } from '../../src/store/migrations.js';
import type { Store } from '../../src/store/store.js';
import { type Bed, insertPolicy, key, policy, resourcesIn, secret } from './store-bed.js';
import { testValues } from './store-values-contract.js';

/** An implementation of the store, with one empty database. */
export interface StoreHarness {
  /** Opens the database. The contract also opens it twice at once, as two processes would. */
  open(): Promise<Store>;
  /** Deletes the database, after every store is closed. */
  remove(): void | Promise<void>;
}

/** The tests that every implementation of the store must pass. */
export function storeContract(name: string, create: () => StoreHarness | Promise<StoreHarness>): void {
  describe(`${name} (contract)`, () => {
    let harness: StoreHarness;
    let opened: Store[];
    const closeAll = async () => {
      for (const store of opened.splice(0)) await store.destroy();
    };
    const open = async () => {
      const store = await harness.open();
      opened.push(store);
      return store;
    };
    const bed: Pick<Bed, 'open' | 'reopen'> & Partial<Bed> = {
      open,
      async reopen() {
        await closeAll();
        bed.store = await open();
      },
    };
    beforeEach(async () => {
      harness = await create();
      opened = [];
      bed.store = await open();
    });
    afterEach(async () => {
      await closeAll();
      await harness.remove();
    });
    testOpening(name, bed as Bed);
    testConflicts(name, bed as Bed);
    testTransactions(name, bed as Bed);
    testValues(name, bed as Bed);
  });
}

function testOpening(name: string, bed: Bed): void {
  test(`${name} keeps its rows when it is closed and opened again`, async () => {
    await insertPolicy(bed.store, 'projects/p').execute();
    await bed.reopen();
    expect(await bed.store.selectFrom('policies').selectAll().execute()).toEqual([policy('projects/p')]);
  });

  test(`${name} applies every migration once`, async () => {
    await bed.reopen();
    const migrations = bed.store.withTables<{ kysely_migration: { name: string } }>().selectFrom('kysely_migration');
    const rows = await migrations.select('name').execute();
    expect(rows.map((row) => row.name).toSorted()).toEqual(Object.keys(MIGRATIONS).toSorted());
  });

  test(`${name} refuses to open a database of a newer version, and leaves its rows unchanged`, async () => {
    await insertPolicy(bed.store, 'projects/p').execute();
    const migrations = bed.store.withTables<{ kysely_migration: { name: string; timestamp: string } }>();
    await migrations.insertInto('kysely_migration').values({ name: '2999-01-01-later', timestamp: '' }).execute();
    const opening = bed.open();
    await expect(opening).rejects.toThrow(StoreError);
    await expect(opening).rejects.toThrow('2999-01-01-later');
    expect(await resourcesIn(bed.store)).toEqual(['projects/p']);
  });
}

function testConflicts(name: string, bed: Bed): void {
  test(`${name} rejects a second row with the same primary key, and keeps the first`, async () => {
    await insertPolicy(bed.store, 'a').execute();
    await expect(bed.store.insertInto('policies').values(policy('a', '{"new":1}')).execute()).rejects.toBeInstanceOf(
      Error,
    );
    expect(await bed.store.selectFrom('policies').selectAll().execute()).toEqual([policy('a')]);
  });

  test(`${name} compares every column of a compound primary key`, async () => {
    await bed.store.insertInto('idempotency').values(key('k', 't')).execute();
    await bed.store
      .insertInto('idempotency')
      .values({ ...key('k', 't'), caller: 'token:b' })
      .execute();
    await expect(bed.store.insertInto('idempotency').values(key('k', 't')).execute()).rejects.toBeInstanceOf(Error);
  });

  test(`${name} counts 1 inserted row, and 0 when onConflict does nothing`, async () => {
    const insert = async (text: string) => {
      const query = bed.store.insertInto('policies').values(policy('a', text));
      return (await query.onConflict((conflict) => conflict.doNothing()).executeTakeFirstOrThrow())
        .numInsertedOrUpdatedRows;
    };
    expect([await insert('first'), await insert('second')]).toEqual([1n, 0n]);
    expect(await bed.store.selectFrom('policies').select('policy').execute()).toEqual([{ policy: 'first' }]);
  });

  test(`${name} lets onConflict update a row only where its condition holds, and counts the updated rows`, async () => {
    const claim = async (time: string, before: string) => {
      const row = key('k', time);
      const query = bed.store.insertInto('idempotency').values(row);
      const { numInsertedOrUpdatedRows } = await query
        .onConflict((conflict) =>
          conflict.columns(['caller', 'key']).doUpdateSet(row).where('idempotency.create_time', '<', before),
        )
        .executeTakeFirstOrThrow();
      return numInsertedOrUpdatedRows;
    };
    expect(await claim('2026-01-01', '')).toBe(1n);
    expect(await claim('2026-01-02', '2026-01-01')).toBe(0n);
    expect(await claim('2026-01-03', '2026-01-02')).toBe(1n);
    const rows = await bed.store.selectFrom('idempotency').select('fingerprint').execute();
    expect(rows).toEqual([{ fingerprint: '2026-01-03' }]);
  });

  test(`${name} gives a key to exactly one of several concurrent writers, across two open stores`, async () => {
    const stores = [bed.store, await bed.open()];
    const attempts = Array.from({ length: 20 }, (_, index) =>
      stores[index % 2]!.insertInto('policies')
        .values(policy('a', String(index)))
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirstOrThrow(),
    );
    const counts = (await Promise.all(attempts)).map(({ numInsertedOrUpdatedRows }) => numInsertedOrUpdatedRows);
    expect(counts.filter((count) => count === 1n)).toHaveLength(1);
    expect(await resourcesIn(stores[1]!)).toEqual(['a']);
  });

  test(`${name} counts deleted rows, and reports counts as numbers`, async () => {
    for (const resource of ['a', 'b', 'c']) await insertPolicy(bed.store, resource).execute();
    const deletion = bed.store.deleteFrom('policies').where('resource', '<', 'c');
    expect((await deletion.executeTakeFirst()).numDeletedRows).toBe(2n);
    const count = bed.store.selectFrom('policies').select(({ fn }) => fn.countAll<number>().as('total'));
    expect(await count.executeTakeFirstOrThrow()).toEqual({ total: 1 });
  });
}

function testTransactions(name: string, bed: Bed): void {
  test(`${name} rolls back every statement of a transaction that fails`, async () => {
    await insertPolicy(bed.store, 'kept').execute();
    const failing = bed.store.transaction().execute(async (transaction) => {
      await insertPolicy(transaction, 'new').execute();
      await transaction.insertInto('secrets').values(secret('s')).execute();
      await transaction.deleteFrom('policies').where('resource', '=', 'kept').execute();
      throw new Error('on purpose');
    });
    const other = insertPolicy(bed.store, 'other').execute();
    await expect(failing).rejects.toThrow('on purpose');
    await other;
    expect(await resourcesIn(bed.store)).toEqual(['kept', 'other']);
    expect(await bed.store.selectFrom('secrets').selectAll().execute()).toEqual([]);
  });

  test(`${name} shows a transaction its own writes`, async () => {
    const seen = await bed.store.transaction().execute(async (transaction) => {
      await insertPolicy(transaction, 'a').execute();
      return resourcesIn(transaction);
    });
    expect(seen).toEqual(['a']);
  });

  test(`${name} returns a number once to concurrent transactions that count up`, async () => {
    await bed.store.insertInto('secrets').values(secret('s')).execute();
    const take = () =>
      bed.store.transaction().execute(async (transaction) => {
        const update = transaction
          .updateTable('secrets')
          .set(({ eb }) => ({ next_version: eb('next_version', '+', 1) }));
        return (await update.where('secret', '=', 's').returning('next_version').executeTakeFirst())?.next_version;
      });
    const numbers = await Promise.all(Array.from({ length: 50 }, take));
    expect(numbers.toSorted((a, b) => Number(a) - Number(b))).toEqual(
      Array.from({ length: 50 }, (_, index) => index + 2),
    );
  });

  test(`${name} loses no update of concurrent transactions that read a row and then write it`, async () => {
    await bed.store.insertInto('policies').values(policy('a', '0')).execute();
    const increment = () =>
      bed.store.transaction().execute(async (transaction) => {
        const row = await transaction.selectFrom('policies').select('policy').executeTakeFirstOrThrow();
        await Promise.resolve();
        await transaction
          .updateTable('policies')
          .set({ policy: String(Number(row.policy) + 1) })
          .execute();
      });
    await Promise.all(Array.from({ length: 50 }, increment));
    expect(await bed.store.selectFrom('policies').select('policy').execute()).toEqual([{ policy: '50' }]);
  });
}
