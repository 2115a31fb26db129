import { expect, test } from 'vitest';
import { connectionOf, NAME, temporaryStore } from '../../test/connection-parts.js';
import { createConnectionTable } from './connection-table.js';

const NAMES = ['a', 'b', 'c'].map((id) => `projects/demo/locations/local/connections/${id}`);
const ELSEWHERE = 'projects/demo/locations/europe-west1/connections/a';
const OTHER = 'projects/other/locations/local/connections/a';

async function open() {
  const store = await temporaryStore();
  return { store, table: createConnectionTable(store) };
}

test('what was put in comes out again, in this process and in the next', async () => {
  const { store, table } = await open();
  const connection = connectionOf({ description: 'größer “as it was” 😀', labels: { b: '1', a: '2' } });
  expect(await table.insert(connection)).toBe(true);
  expect(await table.get(NAME)).toEqual(connection);
  const next = await createConnectionTable(store).get(NAME);
  expect(JSON.stringify(next)).toBe(JSON.stringify(connection));
});

test('a name is given once, also to two who ask at the same time', async () => {
  const { table } = await open();
  const inserted = ['one', 'two'].map((description) => table.insert(connectionOf({ description })));
  expect(await Promise.all(inserted)).toEqual([true, false]);
  expect((await table.get(NAME))?.description).toBe('one');
});

test('lists are of one project, by name, of one location or of all', async () => {
  const { table } = await open();
  for (const name of [OTHER, ...NAMES.toReversed(), ELSEWHERE]) await table.insert(connectionOf({ name }));
  const namesOf = async (project: string, location: string) =>
    (await table.list(project, location)).map(({ name }) => name);
  expect(await namesOf('demo', 'local')).toEqual(NAMES);
  expect(await namesOf('demo', '-')).toEqual([ELSEWHERE, ...NAMES]);
  expect(await namesOf('demo', 'asia-east1')).toEqual([]);
  expect((await table.all()).map(({ name }) => name)).toEqual([ELSEWHERE, ...NAMES, OTHER]);
});

test('changes at the same time are made one after the other', async () => {
  const { store, table } = await open();
  await table.insert(connectionOf());
  const bump = () =>
    table.change(NAME, (current) => ({
      ...current,
      connectionRevision: String(Number(current.connectionRevision) + 1),
    }));
  await Promise.all(Array.from({ length: 20 }, bump));
  expect((await table.get(NAME))?.connectionRevision).toBe('21');
  expect((await createConnectionTable(store).get(NAME))?.connectionRevision).toBe('21');
});

test('a change that is none, or that fails, leaves all as it was', async () => {
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

test('what was removed is gone, and its name is free', async () => {
  const { table } = await open();
  await table.insert(connectionOf());
  await table.remove(NAME);
  expect([await table.get(NAME), await table.list('demo', '-')]).toEqual([undefined, []]);
  expect(await table.insert(connectionOf({ description: 'again' }))).toBe(true);
  expect((await table.get(NAME))?.description).toBe('again');
});
