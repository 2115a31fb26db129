import { expect, test } from 'vitest';
import { NAME } from '../../test/connection-parts.js';
import { BODY, openLifecycle } from '../../test/lifecycle-bed.js';
import { createConnectionValidator } from './connection-validation.js';

/** A lifecycle whose validation of the next patch waits until it is released. */
async function openWithSlowValidation() {
  const validator = createConnectionValidator({
    checkUrl: () => undefined,
    checkHost: () => undefined,
    mayAccessSecrets: async () => false,
  });
  let gate: Promise<void> | undefined;
  const bed = await openLifecycle(undefined, {
    validator: {
      async parse(...args) {
        const parsed = await validator.parse(...args);
        const waiting = gate;
        gate = undefined;
        await waiting;
        return parsed;
      },
    },
  });
  await bed.lifecycle.create(NAME, BODY);
  return {
    ...bed,
    /** Starts a patch that was read, but is not stored before the returned function is called. */
    startPatch: () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      gate = promise;
      const patched = bed.lifecycle
        .patch(NAME, { description: 'late' }, 'description')
        .catch((error: unknown) => error);
      return async () => {
        resolve();
        return patched;
      };
    },
  };
}

test('a patch is refused if another patch was completed after it was read', async () => {
  const { startPatch, lifecycle, connections } = await openWithSlowValidation();
  const finish = startPatch();
  await lifecycle.patch(NAME, { description: 'first', labels: { a: 'b' } }, 'description,labels');
  expect(await finish()).toMatchObject({ code: 'FAILED_PRECONDITION', reason: 'CONNECTION_BUSY' });
  expect(await connections.get(NAME)).toMatchObject({ description: 'first', connectionRevision: '2' });
});

test('a patch is refused if the connection was deleted and created again after it was read', async () => {
  const { startPatch, lifecycle, connections, clock } = await openWithSlowValidation();
  const finish = startPatch();
  await lifecycle.remove(NAME);
  clock.now += 1000;
  await lifecycle.create(NAME, { ...BODY, labels: { of: 'another' } });
  expect(await finish()).toMatchObject({ code: 'FAILED_PRECONDITION', reason: 'CONNECTION_BUSY' });
  expect(await connections.get(NAME)).toMatchObject({ labels: { of: 'another' }, connectionRevision: '1' });
});

test('a patch is refused if the connection was deleted after it was read', async () => {
  const { startPatch, lifecycle, stateOf } = await openWithSlowValidation();
  const finish = startPatch();
  await lifecycle.remove(NAME);
  expect(await finish()).toMatchObject({ code: 'NOT_FOUND' });
  expect(await stateOf()).toBeUndefined();
});
