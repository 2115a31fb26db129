import { actions, catalog } from '@twilio-connector/entities';
import { describe, expect, test } from 'vitest';
import { toCatalog } from './entity-tables.js';

const { tables } = toCatalog(catalog, actions);
const byName = new Map(tables.map((table) => [table.name, table]));

test('every entity type that can be listed or written is a table of its own', () => {
  const listed = Object.values(catalog).filter(({ operations }) =>
    operations.some((operation) => (operation as string) !== 'GET'),
  );
  expect(tables).toHaveLength(listed.length);
  expect(byName.size).toBe(listed.length);
});

describe.each(tables)('the table $name', ({ name, columns, order, requires = [] }) => {
  const names = columns.map((column) => column.name);

  test(`${name} and its columns have names that need no quotes because of their letters`, () => {
    for (const each of [name, ...names]) expect(each).toMatch(/^[a-z][a-z0-9_]*$/);
    expect(new Set(names).size).toBe(names.length);
  });

  test(`what ${name} says about its columns is about columns that exist`, () => {
    for (const column of [...requires, ...(order ? [order.column] : [])]) expect(names).toContain(column);
    for (const { references } of columns) {
      if (references)
        expect(byName.get(references.table)?.columns.map((column) => column.name)).toContain(references.column);
    }
  });

  test(`the columns that a read of ${name} requires can be compared`, () => {
    for (const required of requires) {
      expect(columns.find((column) => column.name === required)?.comparisons).toContain('=');
    }
  });
});

test('Messages have the columns of their declaration', () => {
  const messages = byName.get('messages');
  expect(messages).toMatchObject({
    aliases: ['Messages'],
    pageSize: 1000,
    order: { column: 'date_sent', direction: 'DESC' },
  });
  const column = (name: string) => messages?.columns.find((each) => each.name === name);
  expect(column('sid')).toMatchObject({ type: 'text', isKey: true, isNullable: false, comparisons: ['='] });
  expect(column('date_sent')).toMatchObject({ type: 'timestamptz', aliases: ['DateSent'], property: 'DateSent' });
  expect(column('date_sent')?.comparisons).toEqual(expect.arrayContaining(['>=', '<=']));
  expect([column('price')?.type, column('num_segments')?.type, column('subresource_uris')?.type]).toEqual([
    'numeric',
    'bigint',
    'jsonb',
  ]);
  expect(byName.get('recordings')?.columns.find(({ name }) => name === 'call_sid')?.references).toEqual({
    table: 'calls',
    column: 'sid',
  });
  expect(byName.get('media')?.requires).toEqual(['message_sid']);
});
