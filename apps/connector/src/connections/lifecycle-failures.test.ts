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
