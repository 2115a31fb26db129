import { expect, test } from 'vitest';
import { connectionOf, NAME, temporaryStore } from '../../test/connection-parts.js';
import type { Store } from '../store/store.js';
import { createConnectionTable } from './connection-table.js';

const NAMES = ['a', 'b', 'c'].map((id) => `projects/demo/locations/local/connections/${id}`);
const ELSEWHERE = 'projects/demo/locations/europe-west1/connections/a';
const OTHER = 'projects/other/locations/local/connections/a';

const tableOf = (store: Store, isOnlyWriter = true) => createConnectionTable({ store, isOnlyWriter });

async function open() {
  const store = await temporaryStore();
  return { store, table: tableOf(store) };
}

test('a stored connection reads the same in this process and after a restart', async () => {
  const { store, table } = await open();
  const connection = connectionOf({ description: 'größer “as it was” 😀', labels: { b: '1', a: '2' } });
  expect(await table.insert(connection)).toBe(true);
  expect(await table.get(NAME)).toEqual(connection);
  const next = await tableOf(store).get(NAME);
  expect(JSON.stringify(next)).toBe(JSON.stringify(connection));
});

test('only one of two concurrent inserts with the same name succeeds', async () => {
  const { table } = await open();
  const inserted = ['one', 'two'].map((description) => table.insert(connectionOf({ description })));
  expect(await Promise.all(inserted)).toEqual([true, false]);
  expect((await table.get(NAME))?.description).toBe('one');
});

test('connections can be listed for one location, one project or all projects, sorted by name', async () => {
  const { table } = await open();
  for (const name of [OTHER, ...NAMES.toReversed(), ELSEWHERE]) await table.insert(connectionOf({ name }));
  const namesOf = async (project: string, location: string) =>
    (await table.list(project, location)).map(({ name }) => name);
  expect(await namesOf('demo', 'local')).toEqual(NAMES);
  expect(await namesOf('demo', '-')).toEqual([ELSEWHERE, ...NAMES]);
  expect(await namesOf('demo', 'asia-east1')).toEqual([]);
  expect((await table.all()).map(({ name }) => name)).toEqual([ELSEWHERE, ...NAMES, OTHER]);
});

test('concurrent changes are applied one after the other', async () => {
  const { store, table } = await open();
  await table.insert(connectionOf());
  const bump = () =>
    table.change(NAME, (current) => ({
      ...current,
      connectionRevision: String(Number(current.connectionRevision) + 1),
    }));
  await Promise.all(Array.from({ length: 20 }, bump));
  expect((await table.get(NAME))?.connectionRevision).toBe('21');
  expect((await tableOf(store).get(NAME))?.connectionRevision).toBe('21');
});

test('a change that returns undefined or throws leaves the connection unchanged', async () => {
  const { table } = await open();
  await table.insert(connectionOf());
  expect(await table.change(NAME, () => undefined)).toBeUndefined();
  expect(await table.change(`${NAME}-2`, (current) => current)).toBeUndefined();
  const failing = table.change(NAME, () => {
    throw new Error('locked');
  });
  await expect(failing).rejects.toThrow('locked');
  expect(await table.get(NAME)).toEqual(connectionOf());
});

test('a write is rolled back when a further write of its transaction fails', async () => {
  const { table } = await open();
  const fail = () => Promise.reject(new Error('disk full'));
  await expect(table.insert(connectionOf(), fail)).rejects.toThrow('disk full');
  expect(await table.get(NAME)).toBeUndefined();
  await table.insert(connectionOf());
  await expect(table.change(NAME, (current) => ({ ...current, description: 'new' }), fail)).rejects.toThrow(
    'disk full',
  );
  await expect(table.remove(NAME, fail)).rejects.toThrow('disk full');
  expect(await table.get(NAME)).toEqual(connectionOf());
});

test('a removed connection is gone, and its name can be used again', async () => {
  const { table } = await open();
  await table.insert(connectionOf());
  await table.remove(NAME);
  expect([await table.get(NAME), await table.list('demo', '-')]).toEqual([undefined, []]);
  expect(await table.insert(connectionOf({ description: 'again' }))).toBe(true);
  expect((await table.get(NAME))?.description).toBe('again');
});

test('two processes that share a store see each other’s connections at once', async () => {
  const store = await temporaryStore();
  const [one, other] = [tableOf(store, false), tableOf(store, false)];
  await one.insert(connectionOf());
  expect(await other.get(NAME)).toEqual(connectionOf());
  await other.change(NAME, (current) => ({ ...current, description: 'changed' }));
  expect((await one.get(NAME))?.description).toBe('changed');
  expect((await one.list('demo', 'local')).map(({ description }) => description)).toEqual(['changed']);
  await one.remove(NAME);
  expect([await other.get(NAME), await other.all()]).toEqual([undefined, []]);
});

test('the only writer of a store reads a connection from memory', async () => {
  const { store, table } = await open();
  await table.insert(connectionOf());
  const connection = await table.get(NAME);
  await store.deleteFrom('connections').execute();
  expect(await table.get(NAME)).toBe(connection);
});
