import { expect, test } from 'vitest';
import { connectionOf, NAME } from '../../test/connection-parts.js';
import { BODY, openLifecycle } from '../../test/lifecycle-bed.js';
import type { ConnectionCheck } from '../runtime/runtime.js';
import { createConnections } from './connections.js';
import { FIRST_CONNECTION } from './first-connection.js';
import { createStatusCheck } from './status-check.js';

async function open(changes: object = {}) {
  const bed = await openLifecycle();
  const { connections: table, runtimePool } = bed;
  await table.insert(connectionOf(changes));
  const checkStatus = createStatusCheck({ runtimePool, onError: () => {} });
  const connections = createConnections({ ...bed, table, checkStatus, first: FIRST_CONNECTION });
  const check = async () => connections.check(await connections.get(NAME), () => {});
  return { connections, table, source: bed.source, check };
}

test.each([
  ['ACTIVE', { state: 'AUTH_ERROR', description: 'Wrong.' }, 'AUTHORIZATION_REQUIRED'],
  ['ACTIVE', { state: 'ERROR', description: 'Gone.' }, 'ERROR'],
  ['AUTHORIZATION_REQUIRED', { state: 'ACTIVE' }, 'ACTIVE'],
  ['ERROR', { state: 'ACTIVE' }, 'ACTIVE'],
  ['UPDATING', { state: 'ACTIVE' }, 'UPDATING'],
  ['DELETING', { state: 'ERROR' }, 'DELETING'],
] as const)('a connection that is %s and whose check returns %j is %s afterwards', async (state, answer, after) => {
  const { connections, source, check } = await open({ status: { state } });
  source.check = async () => answer;
  expect(await check()).toEqual(answer);
  expect((await connections.get(NAME)).status.state).toBe(after);
});

test('a check of a suspended connection reports ERROR without calling Twilio', async () => {
  const { source, check } = await open({ suspended: true, status: { state: 'INACTIVE' } });
  expect(await check()).toEqual({ state: 'ERROR', description: 'The connection is suspended; resume it first.' });
  expect(source.made).toHaveLength(0);
});

test.each([
  ['suspended', { suspended: true, connectionRevision: '2', status: { state: 'INACTIVE' } }, 'ACTIVE'],
  ['being changed', { connectionRevision: '2', status: { state: 'UPDATING' } }, 'ACTIVE'],
  ['changed', { connectionRevision: '2', status: { state: 'ACTIVE' } }, 'AUTH_ERROR'],
  ['changed and still ERROR', { connectionRevision: '2', status: { state: 'ERROR' } }, 'ACTIVE'],
  ['deleted and created again', { createTime: '2026-11-26T12:00:00.000Z', status: { state: 'ERROR' } }, 'ACTIVE'],
  ['being deleted', { status: { state: 'DELETING' } }, 'ERROR'],
] as const)(
  'a check does not change the state of a connection that is %s before Twilio answers',
  async (_, meanwhile, answer) => {
    const { connections, source, table, check } = await open({ status: { state: 'ERROR' } });
    const { promise, resolve } = Promise.withResolvers<ConnectionCheck>();
    source.check = () => promise;
    const checking = check();
    await table.change(NAME, () => connectionOf(meanwhile));
    resolve({ state: answer });
    await checking;
    expect((await connections.get(NAME)).status.state).toBe(meanwhile.status.state);
  },
);

test('an unknown connection is NOT_FOUND', async () => {
  const { connections } = await open();
  await expect(connections.get(`${NAME}-2`)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('the name of the first connection in a project without such a connection stands for the first connection', async () => {
  const { connections } = await open();
  expect(await connections.resolve('projects/other/locations/local/connections/twilio')).toBe(FIRST_CONNECTION);
  expect(await connections.resolve(NAME)).toBe(NAME);
  expect(await connections.resolve('projects/other/locations/local/connections/x')).not.toBe(FIRST_CONNECTION);
});

test.each([
  [{ suspended: true, status: { state: 'INACTIVE' } }, 'SUSPENDED'],
  [{ status: { state: 'CREATING' } }, 'CONNECTION_BUSY'],
  [{ status: { state: 'DELETING' } }, 'CONNECTION_BUSY'],
] as const)('a call on a connection with %j is refused with %s', async (changes, reason) => {
  const { connections, source } = await open(changes);
  const refused = connections.use(connectionOf(changes), async () => 'done');
  await expect(refused).rejects.toMatchObject({ code: 'FAILED_PRECONDITION', reason });
  expect(source.made).toHaveLength(0);
});

test.each(['ACTIVE', 'UPDATING', 'ERROR', 'AUTHORIZATION_REQUIRED'])(
  'a call on a connection that is %s is carried out',
  async (state) => {
    const { connections } = await open({ status: { state } });
    expect(await connections.use(await connections.get(NAME), async () => 'done')).toBe('done');
  },
);

test('a connection can be created, listed, changed under the check of the caller, and removed', async () => {
  const { connections } = await open();
  const name = `${NAME}-2`;
  expect(await connections.create(name, { ...BODY, description: 'old' })).toMatchObject({
    done: true,
    metadata: { verb: 'create', target: name },
  });
  const listed = async (location: string) => (await connections.list('demo', location)).map((one) => one.name);
  expect([await listed('local'), await listed('us-east1')]).toEqual([[NAME, name], []]);
  const refused = connections.patch(name, { description: 'new' }, 'description', async (before, after) => {
    throw new Error(`from ${before.description} to ${after.description}`);
  });
  await expect(refused).rejects.toThrow('from old to new');
  await connections.patch(name, { description: 'new' }, 'description');
  expect((await connections.get(name)).description).toBe('new');
  expect(await connections.remove(name)).toMatchObject({ done: true, metadata: { verb: 'delete', target: name } });
  expect(await listed('-')).toEqual([NAME]);
});

test('the catalog of a connection is made once, and again after a change of its variables', async () => {
  const { connections } = await open();
  const before = await connections.get(NAME);
  const catalog = connections.catalog(before);
  expect(connections.catalog(before)).toBe(catalog);
  const configVariables = [{ key: 'allowed_actions', stringValue: 'SendMessage' }];
  await connections.patch(NAME, { configVariables }, 'configVariables');
  const after = connections.catalog(await connections.get(NAME));
  expect(after).not.toBe(catalog);
  const names = ({ actions }: typeof after) => Object.keys(actions.catalog);
  expect(names(catalog).length).toBeGreaterThan(1);
  expect(names(after)).toEqual(['SendMessage']);
});

test('after a refresh, the next call reads the secret again', async () => {
  const { connections, source } = await open();
  const use = async () => connections.use(await connections.get(NAME), async () => {});
  await use();
  await use();
  expect(source.reads).toBe(1);
  connections.refresh(NAME);
  await use();
  expect(source.reads).toBe(2);
});
