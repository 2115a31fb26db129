import { expect, test } from 'vitest';
import { toAnswer } from './result-rows.js';

const propertyOf = (_table: string, column: string) => (column === 'date_sent' ? 'DateSent' : 'Sid');
const ofTable = (name: string, column = name) => ({ name, type: 'text', oid: 25, table: 'messages', column });

test('columns of entity types have the names of entities, unless the query renamed them', () => {
  const columns = [ofTable('date_sent'), ofTable('sent', 'date_sent'), { name: 'count', type: 'bigint', oid: 20 }];
  const result = { tag: 'SELECT 1', columns, rows: [['2026', '2027', 3]], requests: 1, tables: [] };
  expect(toAnswer(result, propertyOf)).toEqual({
    columns: [
      { name: 'DateSent', type: 'text' },
      { name: 'sent', type: 'text' },
      { name: 'count', type: 'bigint' },
    ],
    rows: [{ DateSent: '2026', sent: '2027', count: 3 }],
  });
});

test('no column is lost when several have the same name', () => {
  const columns = [ofTable('sid'), ofTable('sid'), { name: 'Sid_2', type: 'text', oid: 25 }, ofTable('sid')];
  const result = { tag: 'SELECT 1', columns, rows: [['a', 'b', 'c', 'd']], requests: 1, tables: [] };
  expect(toAnswer(result, propertyOf).rows).toEqual([{ Sid: 'a', Sid_3: 'b', Sid_2: 'c', Sid_4: 'd' }]);
});
