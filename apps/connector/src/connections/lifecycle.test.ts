import type { Connection } from '@twilio-connector/connection';
import { describe, expect, test } from 'vitest';
import { connectionOf, fakeSource, NAME, settled, temporaryStore } from '../../test/connection-parts.js';
import { createChecks } from './status-check.js';
import { createConnectionTable } from './connection-table.js';
import { createLifecycle } from './lifecycle.js';
import { createOperationTable } from './long-running-operations.js';
import { createConnectionRules } from './connection-validation.js';
import { createRuntimes } from './runtime-pool.js';

const { name: _, status: __, createTime: ___, updateTime: ____, ...BODY } = connectionOf();

/** A life over a store of its own; a second one is what a restart makes of it. */
async function open(store?: Awaited<ReturnType<typeof temporaryStore>>) {
  const kept = store ?? (await temporaryStore());
  const clock = { now: Date.parse('2026-11-25T12:00:00Z') };
  const now = () => clock.now;
  const errors: unknown[] = [];
  const removed: string[] = [];
  const onError = (error: unknown) => void errors.push(error);
  const source = fakeSource();
  const runtimes = createRuntimes(source, now);
  const checks = createChecks(runtimes, onError);
  const connections = createConnectionTable(kept);
  const operations = createOperationTable(kept, now);
  const rules = createConnectionRules({ checkUrl: () => undefined, mayAccessSecrets: async () => false });
  const lifecycle = createLifecycle({
    connections,
    operations,
    rules,
    runtimes,
    // Nobody waits here: what goes on is told by the operations.
    checks: {
      ...checks,
      soon: (promise, late) =>
        Promise.race([
          promise,
          settled()
            .then(settled)
            .then(() => late),
        ]),
    },
    onRemoved: async (name) => void removed.push(name),
    onError,
    now,
  });
  /** Holds the answers of Twilio back until they are given. */
  const hold = () => {
    const { promise, resolve } = Promise.withResolvers<Awaited<ReturnType<typeof source.check>>>();
    source.check = () => promise;
    return resolve;
  };
  const stateOf = async () => (await connections.get(NAME))?.status.state;
  return { store: kept, clock, errors, removed, source, runtimes, connections, operations, lifecycle, hold, stateOf };
}

const reasonOf = (call: Promise<unknown>) =>
  call.then(
    () => 'not refused',
    (error: { reason?: string }) => error.reason,
  );

describe('the state that a connection gets', () => {
  test.each([
    ['ACTIVE', { state: 'ACTIVE' }, 'ACTIVE', ''],
    ['refused credentials', { state: 'AUTH_ERROR', description: 'Wrong.' }, 'AUTHORIZATION_REQUIRED', 'Wrong.'],
    ['no answer', { state: 'ERROR', description: 'Gone.' }, 'ERROR', 'Gone.'],
  ] as const)('%s', async (_title, check, state, description) => {
    const { lifecycle, source, connections, operations } = await open();
    source.check = async () => check;
    const operation = await lifecycle.create(NAME, BODY);
    expect(operation).toMatchObject({ done: true, metadata: { verb: 'create', target: NAME } });
    expect((await connections.get(NAME))?.status).toMatchObject({ state, description });
    expect(operation.response).toMatchObject({ name: NAME, status: { state } });
    expect(await operations.get(operation.name)).toEqual(operation);
  });

  test('without its secret: ERROR; of a failure that nobody foresaw, the log is told', async () => {
    const { lifecycle, source, errors, connections } = await open();
    source.failure = new Error('unforeseen, with a secret in it');
    const operation = await lifecycle.create(NAME, BODY);
    expect(operation.done).toBe(true);
    const status = (await connections.get(NAME))?.status;
    expect(status).toMatchObject({ state: 'ERROR', description: expect.stringContaining('its log says why') });
    expect(errors).toEqual([source.failure]);
  });

  test('suspended: INACTIVE, without asking, and without a runtime', async () => {
    const { lifecycle, source, stateOf } = await open();
    await lifecycle.create(NAME, { ...BODY, suspended: true });
    expect([await stateOf(), source.made.length]).toEqual(['INACTIVE', 0]);
    await lifecycle.patch(NAME, {}, 'suspended');
    expect([await stateOf(), source.made.length]).toEqual(['ACTIVE', 1]);
    await lifecycle.patch(NAME, { suspended: true }, 'suspended');
    expect([await stateOf(), source.made[0]?.closed()]).toEqual(['INACTIVE', 1]);
  });
});

describe('while something is under way', () => {
  test('a connection that is made can be deleted, and not be changed or made again', async () => {
    const { lifecycle, hold, stateOf, operations } = await open();
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
    for (const { name } of [creating, removing]) expect(await operations.get(name)).toMatchObject({ done: true });
  });

  test('a deletion is not undone by what Twilio answers late', async () => {
    const { lifecycle, hold, source, stateOf, runtimes, connections } = await open();
    await lifecycle.create(NAME, BODY);
    const work = Promise.withResolvers<void>();
    const current = (await connections.get(NAME)) as Connection;
    const working = runtimes.use(current, () => work.promise);
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

  test('of two changes at the same time one is refused, and the other is whole', async () => {
    const { lifecycle, connections } = await open();
    await lifecycle.create(NAME, BODY);
    const patches = ['one', 'two'].map((text) => lifecycle.patch(NAME, { description: text }, 'description'));
    const outcomes = await Promise.allSettled(patches);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const index = outcomes.findIndex(({ status }) => status === 'fulfilled');
    const { description, connectionRevision } = (await connections.get(NAME)) as Connection;
    expect([description, connectionRevision]).toEqual([['one', 'two'][index], '2']);
  });

  test('a deleted connection ends the work under way first, also that from before a change', async () => {
    const { lifecycle, runtimes, connections, source, removed } = await open();
    await lifecycle.create(NAME, BODY);
    const work = Promise.withResolvers<void>();
    const working = runtimes.use((await connections.get(NAME)) as Connection, () => work.promise);
    await lifecycle.patch(NAME, { description: 'new' }, 'description');
    const { done } = await lifecycle.remove(NAME);
    expect([done, removed, source.made[0]?.closed()]).toEqual([false, [], 0]);
    work.resolve();
    await working;
    await lifecycle.settle();
    expect([removed, source.made[0]?.closed()]).toEqual([[NAME], 1]);
  });
});

describe('a lock', () => {
  test('keeps off changes and deletion until it is taken away', async () => {
    const { lifecycle, stateOf } = await open();
    await lifecycle.create(NAME, { ...BODY, lockConfig: { locked: true, reason: 'audit' } });
    for (const mask of ['description', 'suspended', 'lockConfig,description', '*']) {
      expect(await reasonOf(lifecycle.patch(NAME, BODY, mask))).toBe('CONNECTION_LOCKED');
    }
    await expect(lifecycle.remove(NAME)).rejects.toThrow('because: audit');
    expect(await stateOf()).toBe('ACTIVE');
    await lifecycle.patch(NAME, { lockConfig: {} }, 'lock_config.locked');
    await lifecycle.remove(NAME);
    expect(await stateOf()).toBeUndefined();
  });
});

describe('after a restart', () => {
  test.each(['CREATING', 'UPDATING', 'DELETING'] as const)('what was %s is carried on', async (state) => {
    const before = await open();
    before.hold();
    await before.connections.insert(connectionOf({ status: { state } }));
    const verb = { CREATING: 'create', UPDATING: 'update', DELETING: 'delete' } as const;
    const { name } = await before.operations.begin(NAME, verb[state]);
    const { lifecycle, operations, stateOf } = await open(before.store);
    await lifecycle.recover();
    await lifecycle.settle();
    expect(await stateOf()).toBe(state === 'DELETING' ? undefined : 'ACTIVE');
    expect(await operations.get(name)).toMatchObject({ done: true, response: {} });
    expect(await operations.unfinished()).toEqual([]);
  });

  test('what was written down without an operation gets one', async () => {
    const { lifecycle, operations, stateOf, connections } = await open();
    await connections.insert(connectionOf({ status: { state: 'CREATING' } }));
    await lifecycle.recover();
    await lifecycle.settle();
    expect(await stateOf()).toBe('ACTIVE');
    expect(await operations.list('demo', '-')).toMatchObject([{ done: true, metadata: { verb: 'create' } }]);
  });

  test('an operation whose end alone was not written down ends as it did', async () => {
    const { lifecycle, operations, connections } = await open();
    await connections.insert(connectionOf());
    const gone = `${NAME}-gone`;
    const names: Record<string, string> = {};
    for (const [key, target, verb] of [
      ['made', NAME, 'create'],
      ['deleted', gone, 'delete'],
      ['lost', gone, 'create'],
      ['remade', NAME, 'delete'],
    ] as const) {
      names[key] = (await operations.begin(target, verb)).name;
    }
    await lifecycle.recover();
    const of = (key: string) => operations.get(names[key] ?? '');
    expect(await of('made')).toMatchObject({ done: true, response: { name: NAME } });
    expect(await of('deleted')).toMatchObject({ done: true, response: {} });
    expect(await of('lost')).toMatchObject({ done: true, error: { code: 10 } });
    // What is there was made after that: a deletion begins with the connection's state.
    expect(await of('remade')).toMatchObject({ done: true, response: {} });
  });

  test('a deletion that came into a creation ends, and so do both operations', async () => {
    const { lifecycle, operations, connections, stateOf } = await open();
    await connections.insert(connectionOf({ status: { state: 'DELETING' } }));
    const creating = await operations.begin(NAME, 'create');
    const removing = await operations.begin(NAME, 'delete');
    await lifecycle.recover();
    await lifecycle.settle();
    expect(await stateOf()).toBeUndefined();
    expect(await operations.unfinished()).toEqual([]);
    expect(await operations.get(removing.name)).toMatchObject({ done: true, response: {} });
    expect(await operations.get(creating.name)).toMatchObject({ done: true, metadata: { verb: 'create' } });
  });
});
