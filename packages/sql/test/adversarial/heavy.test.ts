import { expect, test } from 'vitest';
import { database } from '../client.js';
import { HEAVY, many, SEARCHES } from './heavy-attacks.js';

test.each(HEAVY)('%s: %s, and the next statement runs', { timeout: 20_000 }, async (_, sqlState, sql) => {
  await expect(database.query(sql, { timeoutMs: sqlState === '57014' ? 200 : 15_000 })).rejects.toMatchObject({
    sqlState,
  });
  expect((await database.query('select 1')).rows).toEqual([[1]]);
});

test.each(SEARCHES)('%s finds nothing, soon', async (sql) => {
  expect((await database.query(sql, { timeoutMs: 15_000 })).rows).toEqual([[false]]);
});

test('4,000 parameters are as good as one', async () => {
  const parameters = Array.from({ length: 4000 }, (_, index) => String(index));
  const sql = `select count(*) from messages where sid in (${many(4000, (index) => `$${index + 1}`)})`;
  await expect(database.query(sql, { parameters, maxRequests: 10 })).rejects.toMatchObject({ sqlState: '53400' });
  // Their values are more than a statement may have, and are still looked up by the key.
  const sids = parameters.map((index) => `SM${index.padStart(32, '0')}`);
  const [table] = await database.explain(sql, { parameters: sids });
  expect(table?.condition).toMatchObject({ operator: 'IN', values: sids });
  const sum = `select ${many(1000, (index) => `$${index + 1}::int`, '+')}`;
  await expect(database.query(sum, { parameters: parameters.slice(0, 1000) })).rejects.toMatchObject({
    sqlState: '54001',
  });
  const length = `select cardinality(array[${many(2000, (index) => `$${index + 1}::int`)}])`;
  expect((await database.query(length, { parameters: parameters.slice(0, 2000) })).rows).toEqual([[2000]]);
});

test('10,000 parameters are refused, but not in one array', async () => {
  const values = Array.from({ length: 10_000 }, (_, index) => String(index));
  const sql = `select count(*) from messages where sid in (${many(10_000, (index) => `$${index + 1}`)})`;
  await expect(database.query(sql, { parameters: values })).rejects.toMatchObject({ sqlState: '54000' });
  const { rows } = await database.query('select cardinality($1::text[])', { parameters: [`{${values.join()}}`] });
  expect(rows).toEqual([[10_000]]);
});
