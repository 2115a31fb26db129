import type { Connection } from '@twilio-connector/connection';
import { describe, expect, test } from 'vitest';
import { NAME, settled } from '../../test/connection-parts.js';
import { BODY, openLifecycle } from '../../test/lifecycle-bed.js';

const reasonOf = (call: Promise<unknown>) =>
  call.then(
    () => 'not refused',
    (error: { reason?: string }) => error.reason,
  );

describe('state after a change', () => {
  test.each([
    [{ state: 'ACTIVE' }, 'ACTIVE', ''],
    [{ state: 'AUTH_ERROR', description: 'Wrong.' }, 'AUTHORIZATION_REQUIRED', 'Wrong.'],
    [{ state: 'ERROR', description: 'Gone.' }, 'ERROR', 'Gone.'],
  ] as const)('a new connection whose check returns %j becomes %s', async (check, state, description) => {
    const { lifecycle, source, connections, longRunningOperations } = await openLifecycle();
    source.check = async () => check;
    const operation = await lifecycle.create(NAME, BODY);
    expect(operation).toMatchObject({ done: true, metadata: { verb: 'create', target: NAME } });
    expect((await connections.get(NAME))?.status).toMatchObject({ state, description });
    expect(operation.response).toMatchObject({ name: NAME, status: { state } });
    expect(await longRunningOperations.get(operation.name)).toEqual(operation);
  });

  test('a new connection whose check fails unexpectedly becomes ERROR, and only the log has the cause', async () => {
    const { lifecycle, source, errors, connections } = await openLifecycle();
    source.failure = new Error('unforeseen, with a secret in it');
    const operation = await lifecycle.create(NAME, BODY);
    expect(operation.done).toBe(true);
    const status = (await connections.get(NAME))?.status;
    expect(status).toMatchObject({ state: 'ERROR', description: expect.stringContaining('See its log.') });
    expect(errors).toEqual([source.failure]);
  });

  test('a suspended connection becomes INACTIVE without a check and without a runtime', async () => {
    const { lifecycle, source, stateOf } = await openLifecycle();
    await lifecycle.create(NAME, { ...BODY, suspended: true });
    expect([await stateOf(), source.made.length]).toEqual(['INACTIVE', 0]);
    await lifecycle.patch(NAME, {}, 'suspended');
    expect([await stateOf(), source.made.length]).toEqual(['ACTIVE', 1]);
    await lifecycle.patch(NAME, { suspended: true }, 'suspended');
    expect([await stateOf(), source.made[0]?.closed()]).toEqual(['INACTIVE', 1]);
  });
});

describe('changes', () => {
  test('a new connection has its time of creation and the first revision, and a change has its own time and the next one', async () => {
    const { lifecycle, connections, clock, hold } = await openLifecycle();
    const answer = hold();
    await lifecycle.create(NAME, BODY);
    const createTime = '2026-11-25T12:00:00.000Z';
    expect(await connections.get(NAME)).toMatchObject({
      createTime,
      updateTime: createTime,
      connectionRevision: '1',
      status: { state: 'CREATING', description: '', status: '' },
    });
    answer({ state: 'ACTIVE' });
    await lifecycle.settle();
    clock.now += 1500;
    await lifecycle.patch(NAME, { description: 'new' }, 'description');
    const updateTime = '2026-11-25T12:00:01.500Z';
    expect(await connections.get(NAME)).toMatchObject({ createTime, updateTime, connectionRevision: '2' });
  });

  test('a change of an unknown connection, of an unknown field or to an invalid value is refused and changes nothing', async () => {
    const { lifecycle, connections, longRunningOperations } = await openLifecycle();
    await lifecycle.create(NAME, BODY);
    const before = await connections.get(NAME);
    const unknown = { code: 'NOT_FOUND', reason: 'UNKNOWN_CONNECTION' };
    await expect(lifecycle.patch(`${NAME}-2`, { description: 'x' }, 'description')).rejects.toMatchObject(unknown);
    await expect(lifecycle.remove(`${NAME}-2`)).rejects.toMatchObject(unknown);
    await expect(lifecycle.patch(NAME, {}, 'colour')).rejects.toThrow(/^The change is not valid: .*colour/);
    await expect(lifecycle.patch(NAME, { description: 5 }, 'description')).rejects.toThrow('description');
    expect(await connections.get(NAME)).toEqual(before);
    expect(await longRunningOperations.list('demo', '-')).toHaveLength(1);
  });

  test('the caller may refuse a change after it has seen what the connection would become', async () => {
    const { lifecycle, connections } = await openLifecycle();
    await lifecycle.create(NAME, BODY);
    const seen: unknown[] = [];
    const refused = lifecycle.patch(NAME, { description: 'new' }, 'description', async (before, after) => {
      seen.push(before.description, after.description);
      throw new Error('No.');
    });
    await expect(refused).rejects.toThrow('No.');
    expect([seen, (await connections.get(NAME))?.description]).toEqual([['', 'new'], '']);
  });
});

describe('changes in progress', () => {
  test('a connection that is being created can be deleted, but not changed or created again', async () => {
    const { lifecycle, hold, stateOf, longRunningOperations } = await openLifecycle();
    const answer = hold();
    const creating = await lifecycle.create(NAME, BODY);
    expect([creating.done, await stateOf()]).toEqual([false, 'CREATING']);
    expect(await reasonOf(lifecycle.create(NAME, BODY))).toBe('CONNECTION_EXISTS');
    expect(await reasonOf(lifecycle.patch(NAME, {}, 'description'))).toBe('CONNECTION_BUSY');
    const removing = await lifecycle.remove(NAME);
    expect([removing.done, await stateOf()]).toEqual([false, 'DELETING']);
    expect(await reasonOf(lifecycle.remove(NAME))).toBe('CONNECTION_BUSY');
    answer({ state: 'ACTIVE' });
    await lifecycle.settle();
    expect(await stateOf()).toBeUndefined();
    for (const { name } of [creating, removing]) {
      expect(await longRunningOperations.get(name)).toMatchObject({ done: true });
    }
  });

  test('a late answer from Twilio does not undo a delete', async () => {
    const { lifecycle, hold, source, stateOf, runtimePool, connections } = await openLifecycle();
    await lifecycle.create(NAME, BODY);
    const work = Promise.withResolvers<void>();
    const current = (await connections.get(NAME)) as Connection;
    const working = runtimePool.use(current, () => work.promise);
    const answer = hold();
    await lifecycle.patch(NAME, { description: 'new' }, 'description');
    await lifecycle.remove(NAME);
    answer({ state: 'ERROR', description: 'Gone.' });
    await settled();
    await settled();
    expect(await stateOf()).toBe('DELETING');
    work.resolve();
    await working;
    await lifecycle.settle();
    expect(await stateOf()).toBeUndefined();
    expect(source.made.map(({ closed }) => closed())).toEqual([1, 1]);
  });

  test('one of two concurrent patches is refused, and the other is applied in full', async () => {
    const { lifecycle, connections } = await openLifecycle();
    await lifecycle.create(NAME, BODY);
    const patches = ['one', 'two'].map((text) => lifecycle.patch(NAME, { description: text }, 'description'));
    const outcomes = await Promise.allSettled(patches);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const index = outcomes.findIndex(({ status }) => status === 'fulfilled');
    const { description, connectionRevision } = (await connections.get(NAME)) as Connection;
    expect([description, connectionRevision]).toEqual([['one', 'two'][index], '2']);
  });

  test('a delete drains in-flight calls first, including those that started before a change', async () => {
    const { lifecycle, runtimePool, connections, source, removed } = await openLifecycle();
    await lifecycle.create(NAME, BODY);
    const work = Promise.withResolvers<void>();
    const working = runtimePool.use((await connections.get(NAME)) as Connection, () => work.promise);
    await lifecycle.patch(NAME, { description: 'new' }, 'description');
    const { done } = await lifecycle.remove(NAME);
    expect([done, removed, source.made[0]?.closed()]).toEqual([false, [], 0]);
    work.resolve();
    await working;
    await lifecycle.settle();
    expect([removed, source.made[0]?.closed()]).toEqual([[NAME], 1]);
  });
});

describe('lock', () => {
  test('a locked connection cannot be changed or deleted until it is unlocked', async () => {
    const { lifecycle, stateOf } = await openLifecycle();
    await lifecycle.create(NAME, { ...BODY, lockConfig: { locked: true, reason: 'audit' } });
    for (const mask of ['description', 'suspended', 'lockConfig,description', '*']) {
      expect(await reasonOf(lifecycle.patch(NAME, BODY, mask))).toBe('CONNECTION_LOCKED');
    }
    await expect(lifecycle.remove(NAME)).rejects.toThrow('Reason for the lock: audit');
    expect(await stateOf()).toBe('ACTIVE');
    await lifecycle.patch(NAME, { lockConfig: {} }, 'lock_config.locked');
    await lifecycle.remove(NAME);
    expect(await stateOf()).toBeUndefined();
  });
});
