import { expect, test } from 'vitest';
import { NAME, temporaryStore } from '../../test/connection-parts.js';
import { createLongRunningOperation, createLongRunningOperationTable, type Verb } from './long-running-operations.js';

const START = Date.parse('2026-11-25T12:00:00Z');
const DAY = 24 * 3_600_000;
const DONE = { response: { '@type': 'x' } };
const FAILED = { error: { code: 13, message: 'Failed.' } };

async function open() {
  const store = await temporaryStore();
  const clock = { now: START };
  const table = createLongRunningOperationTable(store, () => clock.now);
  const insert = (target = NAME, verb: Verb = 'create') =>
    table.insert(createLongRunningOperation(target, verb, clock.now));
  return { store, clock, table, insert };
}

test('a new operation belongs to the project and location of its connection, and is not done', async () => {
  const { table, insert } = await open();
  const operation = await insert();
  expect(operation).toEqual({
    name: expect.stringMatching(
      new RegExp(String.raw`^projects/demo/locations/local/operations/operation-${START}-[\da-f-]{36}$`),
    ),
    metadata: {
      '@type': 'type.googleapis.com/google.cloud.connectors.v1.OperationMetadata',
      createTime: '2026-11-25T12:00:00.000Z',
      target: NAME,
      verb: 'create',
      requestedCancellation: false,
      apiVersion: 'v1',
    },
    done: false,
  });
  expect(await table.get(operation.name)).toEqual(operation);
  expect(await insert()).not.toHaveProperty('name', operation.name);
});

test('an operation that ends has an end time and its outcome, and is no longer unfinished', async () => {
  const { table, insert, clock } = await open();
  const { name, metadata } = await insert();
  clock.now += 1500;
  const ended = await table.end(name, DONE);
  expect(ended).toEqual({ name, metadata: { ...metadata, endTime: '2026-11-25T12:00:01.500Z' }, done: true, ...DONE });
  expect([await table.get(name), await table.unfinished()]).toEqual([ended, []]);
});

test('an operation that has ended keeps its outcome, and cannot be cancelled', async () => {
  const { table, insert, clock } = await open();
  const { name } = await insert();
  const ended = await table.end(name, DONE);
  clock.now += 1000;
  expect(await table.end(name, FAILED)).toEqual(ended);
  expect(await table.requestCancellation(name)).toEqual(ended);
  expect(await table.get(name)).toEqual(ended);
});

test('a request to cancel is stored with the operation, which goes on and can still end', async () => {
  const { table, insert } = await open();
  const { name, metadata } = await insert();
  const requested = await table.requestCancellation(name);
  expect(requested).toEqual({ name, metadata: { ...metadata, requestedCancellation: true }, done: false });
  expect(await table.unfinished()).toEqual([requested]);
  expect(await table.end(name, FAILED)).toMatchObject({
    metadata: { requestedCancellation: true },
    done: true,
    ...FAILED,
  });
});

test('an operation that does not exist is undefined, cannot be cancelled, and is an error when it ends', async () => {
  const { table } = await open();
  expect([await table.get('none'), await table.requestCancellation('none')]).toEqual([undefined, undefined]);
  await expect(table.end('none', DONE)).rejects.toThrow('Long-running operation none not found.');
});

test('operations are listed for one location or for all locations of one project, newest first', async () => {
  const { table, insert, clock } = await open();
  const names: string[] = [];
  for (const target of [NAME, NAME.replace('local', 'us-east1'), NAME.replace('demo', 'other'), NAME]) {
    names.push((await insert(target)).name);
    clock.now += 1;
  }
  const [first, elsewhere, ofOther, last] = names;
  const listed = async (project: string, location: string) =>
    (await table.list(project, location)).map(({ name }) => name);
  expect(await listed('demo', 'local')).toEqual([last, first]);
  expect(await listed('demo', '-')).toEqual([last, elsewhere, first]);
  expect(await listed('other', '-')).toEqual([ofOther]);
  expect((await table.unfinished()).map(({ name }) => name)).toEqual(names);
});

test('operations of the same millisecond are listed in the order of their names', async () => {
  const { table, insert } = await open();
  const names: string[] = [];
  for (let count = 0; count < 5; count += 1) names.push((await insert()).name);
  expect((await table.list('demo', 'local')).map(({ name }) => name)).toEqual(names.toSorted());
  expect((await table.unfinished()).map(({ name }) => name)).toEqual(names.toSorted());
});

test('a removed operation is gone, and the others are kept', async () => {
  const { table, insert } = await open();
  const [removed, kept] = [await insert(), await insert()];
  await table.remove(removed.name);
  expect(await table.list('demo', 'local')).toEqual([kept]);
});

test('operations that ended are purged when they are older than 30 days, and unfinished ones are kept', async () => {
  const { table, insert, clock } = await open();
  const old = [await insert(), await insert()];
  const unfinished = await insert();
  for (const { name } of old) await table.end(name, DONE);
  clock.now += 1;
  const young = await insert();
  await table.end(young.name, DONE);
  expect(await table.purge({ now: START + 30 * DAY })).toBe(0);
  expect(await table.purge({ now: START + 30 * DAY + 1 })).toBe(2);
  const left = (await table.list('demo', '-')).map(({ name }) => name);
  expect(left).toEqual([young.name, unfinished.name]);
});

test('an operation of a transaction that is rolled back is neither inserted nor ended', async () => {
  const { store, table, insert } = await open();
  const { name } = await insert();
  const failing = store.transaction().execute(async (transaction) => {
    await table.end(name, DONE, transaction);
    await table.insert(createLongRunningOperation(NAME, 'update', START), transaction);
    throw new Error('on purpose');
  });
  await expect(failing).rejects.toThrow('on purpose');
  expect(await table.list('demo', '-')).toMatchObject([{ name, done: false }]);
});
