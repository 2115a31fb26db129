import { expect, test } from 'vitest';
import { connectionOf, NAME } from '../../test/connection-parts.js';
import { openLifecycle } from '../../test/lifecycle-bed.js';
import { createChangesInProgress } from './changes-in-progress.js';
import { createLongRunningOperation } from './long-running-operations.js';

/** The creation of a connection, whose checks at Twilio are counted. */
async function openCreate() {
  const { ports, connections, source, stateOf } = await openLifecycle();
  const checks = { count: 0 };
  source.check = async () => {
    checks.count += 1;
    return { state: 'ACTIVE' };
  };
  return {
    checks,
    changes: createChangesInProgress(ports),
    connections,
    operation: createLongRunningOperation(NAME, 'create', ports.now()),
    creating: connectionOf({ status: { state: 'CREATING' } }),
    stateOf,
  };
}

test('a change that was just stored is not resumed before its own work begins', async () => {
  const { changes, checks, connections, operation, creating, stateOf } = await openCreate();
  await changes.begin(operation, async (also) => {
    await connections.insert(creating, also);
    await changes.resume();
  });
  await changes.settle();
  expect([checks.count, await stateOf()]).toEqual([1, 'ACTIVE']);
});

test('a change that was stored although storing it seemed to fail is resumed', async () => {
  const { changes, checks, connections, operation, creating, stateOf } = await openCreate();
  const lost = new Error('The answer of the database was lost.');
  const beginning = changes.begin(operation, async (also) => {
    await connections.insert(creating, also);
    throw lost;
  });
  await expect(beginning).rejects.toThrow(lost);
  expect([checks.count, await stateOf()]).toEqual([0, 'CREATING']);
  await changes.resume();
  await changes.settle();
  expect([checks.count, await stateOf()]).toEqual([1, 'ACTIVE']);
});
