import { expect, test } from 'vitest';
import { connectionOf, NAME, temporaryStore } from '../../test/connection-parts.js';
import { BODY, openLifecycle } from '../../test/lifecycle-bed.js';
import { createLongRunningOperationTable } from './long-running-operations.js';

const FAILURE = new Error('The disk is full.');
const fail = () => Promise.reject(FAILURE);
const FAILED = { done: true, error: { code: 13, message: 'The connector failed. See its log.' } };

/** A lifecycle whose long-running operations cannot be inserted. */
async function openWithoutInserts() {
  const store = await temporaryStore();
  const table = createLongRunningOperationTable(store, () => 0);
  return openLifecycle(store, { longRunningOperations: { ...table, insert: fail } });
}

test('a create stores no connection when its long-running operation cannot be stored', async () => {
  const { lifecycle, stateOf } = await openWithoutInserts();
  await expect(lifecycle.create(NAME, BODY)).rejects.toThrow(FAILURE);
  expect(await stateOf()).toBeUndefined();
});

test('a patch and a delete change no connection when their long-running operation cannot be stored', async () => {
  const { lifecycle, connections } = await openWithoutInserts();
  await connections.insert(connectionOf());
  await expect(lifecycle.patch(NAME, { description: 'new' }, 'description')).rejects.toThrow(FAILURE);
  await expect(lifecycle.remove(NAME)).rejects.toThrow(FAILURE);
  expect(await connections.get(NAME)).toEqual(connectionOf());
});

test('a delete whose policy cannot be removed leaves a connection in ERROR that can be deleted again', async () => {
  let removePolicy = fail;
  const { lifecycle, connections, errors, removed, stateOf } = await openLifecycle(undefined, {
    removePolicy: () => removePolicy(),
  });
  await lifecycle.create(NAME, BODY);
  expect(await lifecycle.remove(NAME)).toMatchObject(FAILED);
  expect((await connections.get(NAME))?.status).toMatchObject({ state: 'ERROR', description: FAILED.error.message });
  expect([errors, removed]).toEqual([[FAILURE], []]);
  removePolicy = () => Promise.resolve() as Promise<never>;
  expect(await lifecycle.remove(NAME)).toMatchObject({ done: true, response: {} });
  expect([await stateOf(), removed]).toEqual([undefined, [NAME]]);
});

test('a create whose outcome cannot be stored leaves a connection in ERROR', async () => {
  const store = await temporaryStore();
  const table = createLongRunningOperationTable(store, () => 0);
  let failures = 1;
  const end: typeof table.end = (...args) => (failures-- > 0 ? fail() : table.end(...args));
  const { lifecycle, errors, stateOf } = await openLifecycle(store, { longRunningOperations: { ...table, end } });
  expect(await lifecycle.create(NAME, BODY)).toMatchObject(FAILED);
  expect([await stateOf(), errors]).toEqual(['ERROR', [FAILURE]]);
});

test('a failure is stored together with the state that it leaves, so that neither can be lost without the other', async () => {
  const store = await temporaryStore();
  const table = createLongRunningOperationTable(store, () => 0);
  const end: typeof table.end = (name, outcome, transaction) =>
    transaction ? table.end(name, outcome, transaction) : fail();
  const { lifecycle, stateOf } = await openLifecycle(store, {
    longRunningOperations: { ...table, end },
    removePolicy: fail,
  });
  await lifecycle.create(NAME, BODY);
  const { name } = await lifecycle.remove(NAME);
  expect(await stateOf()).toBe('ERROR');
  expect(await table.get(name)).toMatchObject(FAILED);
});

test('a delete is complete even if the work after it fails', async () => {
  const { lifecycle, errors, stateOf, longRunningOperations } = await openLifecycle(undefined, {
    onRemoved() {
      throw FAILURE;
    },
  });
  await lifecycle.create(NAME, BODY);
  const { name } = await lifecycle.remove(NAME);
  expect([await stateOf(), errors]).toEqual([undefined, [FAILURE]]);
  expect(await longRunningOperations.get(name)).toMatchObject({ done: true, response: {} });
  expect(await lifecycle.create(NAME, BODY)).toMatchObject({ done: true, response: {} });
});

test('nothing is told about a removal before the connection is gone', async () => {
  const seen: unknown[] = [];
  const bed = await openLifecycle(undefined, {
    onRemoved: (name) =>
      void seen.push(bed.store.selectFrom('connections').select('name').where('name', '=', name).execute()),
    removePolicy: async () => void seen.push('policy'),
  });
  await bed.lifecycle.create(NAME, BODY);
  await bed.lifecycle.remove(NAME);
  expect(await Promise.all(seen)).toEqual(['policy', []]);
});

/** A store whose writes fail while `isFull`, like one on a full disk. Reads go on. */
async function openOnFullDisk() {
  const disk = { isFull: false };
  const store = await temporaryStore();
  const failing = store.withPlugin({
    transformQuery({ node }) {
      if (disk.isFull && node.kind !== 'SelectQueryNode') throw FAILURE;
      return node;
    },
    transformResult: async ({ result }) => result,
  });
  return { disk, ...(await openLifecycle(failing)) };
}

test.each([
  ['create', 'CREATING', 'ACTIVE'],
  ['update', 'UPDATING', 'ACTIVE'],
  ['delete', 'DELETING', undefined],
] as const)(
  'a connection that stays in progress because the disk is full during its %s (%s) recovers without a restart',
  async (verb, stuck, recovered) => {
    const bed = await openOnFullDisk();
    const { disk, lifecycle, longRunningOperations, source, stateOf, connections } = bed;
    if (verb !== 'create') await lifecycle.create(NAME, BODY);
    const { promise, resolve } = Promise.withResolvers<{ state: 'ACTIVE' }>();
    source.check = () => promise;
    const working = Promise.withResolvers<void>();
    if (verb === 'delete') void bed.runtimePool.use((await connections.get(NAME))!, () => working.promise);
    const start = {
      create: () => lifecycle.create(NAME, BODY),
      update: () => lifecycle.patch(NAME, { description: 'new' }, 'description'),
      delete: () => lifecycle.remove(NAME),
    };
    const { name, done } = await start[verb]();
    disk.isFull = true;
    resolve({ state: 'ACTIVE' });
    working.resolve();
    await lifecycle.settle();
    await lifecycle.resume();
    await lifecycle.settle();
    expect([done, await stateOf()]).toEqual([false, stuck]);
    expect(await longRunningOperations.get(name)).toMatchObject({ done: false });
    disk.isFull = false;
    await lifecycle.resume();
    await lifecycle.settle();
    expect(await stateOf()).toBe(recovered);
    expect(await longRunningOperations.get(name)).toMatchObject({ done: true, response: {} });
    expect(await longRunningOperations.unfinished()).toEqual([]);
  },
);

test('a change whose outcome cannot be stored is answered with its operation, which is still in progress', async () => {
  const { disk, lifecycle, source, stateOf, errors } = await openOnFullDisk();
  source.check = async () => {
    disk.isFull = true;
    return { state: 'ACTIVE' };
  };
  expect(await lifecycle.create(NAME, BODY)).toMatchObject({ done: false, metadata: { verb: 'create' } });
  expect(await stateOf()).toBe('CREATING');
  expect(errors).toEqual([FAILURE, FAILURE]);
});

test('recovery leaves changes alone that are in progress, and does not end their operations', async () => {
  const { lifecycle, source, longRunningOperations, runtimePool, connections, stateOf } = await openLifecycle();
  await lifecycle.create(NAME, BODY);
  const working = Promise.withResolvers<void>();
  const call = runtimePool.use((await connections.get(NAME))!, () => working.promise);
  const answer = Promise.withResolvers<{ state: 'ACTIVE' }>();
  let checks = 0;
  source.check = () => {
    checks += 1;
    return answer.promise;
  };
  const changes = [await lifecycle.patch(NAME, { description: 'new' }, 'description'), await lifecycle.remove(NAME)];
  await lifecycle.resume();
  await lifecycle.resume();
  const unfinished = (await longRunningOperations.unfinished()).map(({ name }) => name);
  expect(unfinished.toSorted()).toEqual(changes.map(({ name }) => name).toSorted());
  answer.resolve({ state: 'ACTIVE' });
  working.resolve();
  await call;
  await lifecycle.settle();
  expect([checks, await stateOf(), await longRunningOperations.unfinished()]).toEqual([1, undefined, []]);
});

test('recovery does not begin a change anew between its transaction and its work', async () => {
  const bed = await openLifecycle();
  const { lifecycle, source, longRunningOperations } = bed;
  let checks = 0;
  source.check = async () => {
    checks += 1;
    return { state: 'ACTIVE' };
  };
  const creating = lifecycle.create(NAME, BODY);
  for (let round = 0; round < 50; round += 1) await lifecycle.resume();
  await creating;
  await lifecycle.settle();
  expect(checks).toBe(1);
  expect(await longRunningOperations.list('demo', '-')).toMatchObject([{ done: true, response: {} }]);
});
