import { expect, test } from 'vitest';
import { connectionOf, NAME } from '../../test/connection-parts.js';
import { openLifecycle } from '../../test/lifecycle-bed.js';

/** A restart on the same store that has recovered and finished its work. */
async function restart(before: Awaited<ReturnType<typeof openLifecycle>>) {
  const after = await openLifecycle(before.store);
  await after.lifecycle.recover();
  await after.lifecycle.settle();
  expect(await after.longRunningOperations.unfinished()).toEqual([]);
  return after;
}

test.each([
  ['CREATING', 'create', 'ACTIVE'],
  ['UPDATING', 'update', 'ACTIVE'],
  ['DELETING', 'delete', undefined],
] as const)('a restart resumes a connection that is %s', async (state, verb, expected) => {
  const before = await openLifecycle();
  await before.connections.insert(connectionOf({ status: { state } }));
  const { name } = await before.begin(verb);
  const { longRunningOperations, stateOf } = await restart(before);
  expect(await stateOf()).toBe(expected);
  expect(await longRunningOperations.get(name)).toMatchObject({ done: true, response: {} });
});

test('a restart begins a long-running operation for a change that has none', async () => {
  const before = await openLifecycle();
  await before.connections.insert(connectionOf({ status: { state: 'CREATING' } }));
  const { longRunningOperations, stateOf } = await restart(before);
  expect(await stateOf()).toBe('ACTIVE');
  expect(await longRunningOperations.list('demo', '-')).toMatchObject([{ done: true, metadata: { verb: 'create' } }]);
});

test('a restart begins an operation exactly for the changes that have none, whatever other operations there are', async () => {
  const before = await openLifecycle();
  const named = (suffix: string) => `${NAME}-${suffix}`;
  for (const [suffix, state] of [
    ['none', 'UPDATING'],
    ['own', 'UPDATING'],
    ['of-another-verb', 'UPDATING'],
    ['idle', 'ACTIVE'],
  ] as const) {
    await before.connections.insert(connectionOf({ name: named(suffix), status: { state } }));
  }
  await before.begin('update', named('own'));
  await before.begin('create', named('of-another-verb'));
  const { longRunningOperations } = await restart(before);
  const operations = await longRunningOperations.list('demo', '-');
  expect(
    operations.map(({ metadata: { target, verb } }) => `${target.slice(NAME.length + 1)} ${verb}`).toSorted(),
  ).toEqual(['none update', 'of-another-verb create', 'of-another-verb update', 'own update']);
});

test('a restart ends the operations whose work was done before', async () => {
  const before = await openLifecycle();
  await before.connections.insert(connectionOf());
  const deletedName = `${NAME}-gone`;
  const created = await before.begin('create');
  const deleted = await before.begin('delete', deletedName);
  const lost = await before.begin('create', deletedName);
  // The connection was created again after this delete: a delete starts by changing the state.
  const deletedFirst = await before.begin('delete');
  const { longRunningOperations, connections } = await restart(before);
  const outcomeOf = ({ name }: { readonly name: string }) => longRunningOperations.get(name);
  const empty = { response: { '@type': expect.stringMatching(/Empty$/) } };
  expect(await outcomeOf(created)).toMatchObject({ done: true, response: { name: NAME } });
  expect(await outcomeOf(deleted)).toMatchObject({ done: true, ...empty });
  expect(await outcomeOf(lost)).toMatchObject({ done: true, error: { code: 10 } });
  expect(await outcomeOf(deletedFirst)).toMatchObject({ done: true, ...empty });
  expect(await connections.get(NAME)).toBeDefined();
});

test('a restart ends both operations of a connection that was deleted while it was created', async () => {
  const before = await openLifecycle();
  await before.connections.insert(connectionOf({ status: { state: 'DELETING' } }));
  const creating = await before.begin('create');
  const removing = await before.begin('delete');
  const { longRunningOperations, stateOf } = await restart(before);
  expect(await stateOf()).toBeUndefined();
  expect(await longRunningOperations.get(removing.name)).toMatchObject({ done: true, response: {} });
  expect(await longRunningOperations.get(creating.name)).toMatchObject({ done: true, metadata: { verb: 'create' } });
});

test('a restart ends every long-running operation of a connection that had several', async () => {
  const before = await openLifecycle();
  // The create was carried out but its end was not stored; the update was not carried out.
  await before.connections.insert(connectionOf({ status: { state: 'UPDATING' } }));
  const operations = [await before.begin('create'), await before.begin('update')];
  const { longRunningOperations } = await restart(before);
  for (const { name } of operations) {
    expect(await longRunningOperations.get(name)).toMatchObject({ done: true, response: {} });
  }
});
