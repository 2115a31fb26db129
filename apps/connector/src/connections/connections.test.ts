import { describe, expect, test } from 'vitest';
import { connectionOf, fakeSource, NAME, temporaryStore } from '../../test/connection-parts.js';
import type { ConnectionCheck } from '../runtime/runtime.js';
import { createChecks } from './status-check.js';
import { createConnectionTable } from './connection-table.js';
import { createConnections, type ConnectionsParts } from './connections.js';
import { createRuntimes } from './runtime-pool.js';

const FIRST = 'projects/local/locations/local/connections/twilio';

async function open(changes: object = {}) {
  const table = createConnectionTable(await temporaryStore());
  await table.insert(connectionOf(changes));
  const source = fakeSource();
  const runtimes = createRuntimes(source, () => 0);
  const checks = createChecks(runtimes, () => {});
  const parts: Partial<ConnectionsParts> = { table, runtimes, checks, first: FIRST };
  const connections = createConnections(parts as ConnectionsParts);
  const check = async () => connections.check(await connections.get(NAME), () => {});
  return { connections, table, source, check };
}

describe('a check', () => {
  test.each([
    ['ACTIVE', { state: 'AUTH_ERROR', description: 'Wrong.' }, 'AUTHORIZATION_REQUIRED'],
    ['ACTIVE', { state: 'ERROR', description: 'Gone.' }, 'ERROR'],
    ['AUTHORIZATION_REQUIRED', { state: 'ACTIVE' }, 'ACTIVE'],
    ['ERROR', { state: 'ACTIVE' }, 'ACTIVE'],
    ['UPDATING', { state: 'ACTIVE' }, 'UPDATING'],
    ['DELETING', { state: 'ERROR' }, 'DELETING'],
  ] as const)('of one that is %s, answered %j, leaves it %s', async (state, answer, after) => {
    const { connections, source, check } = await open({ status: { state } });
    source.check = async () => answer;
    expect(await check()).toEqual(answer);
    expect((await connections.get(NAME)).status.state).toBe(after);
  });

  test('of a suspended one asks nobody', async () => {
    const { source, check } = await open({ suspended: true, status: { state: 'INACTIVE' } });
    expect(await check()).toMatchObject({ state: 'ERROR', description: expect.stringContaining('suspended') });
    expect(source.made).toHaveLength(0);
  });

  test.each([
    ['suspended', { suspended: true, connectionRevision: '2', status: { state: 'INACTIVE' } }, 'ACTIVE'],
    ['changed', { connectionRevision: '2', status: { state: 'UPDATING' } }, 'ACTIVE'],
    ['changed', { connectionRevision: '2', status: { state: 'ACTIVE' } }, 'AUTH_ERROR'],
    ['deleted', { status: { state: 'DELETING' } }, 'ERROR'],
  ] as const)('says nothing of one that is %s meanwhile', async (_title, meanwhile, answer) => {
    const { connections, source, table, check } = await open({ status: { state: 'ERROR' } });
    const { promise, resolve } = Promise.withResolvers<ConnectionCheck>();
    source.check = () => promise;
    const checking = check();
    await table.change(NAME, () => connectionOf(meanwhile));
    resolve({ state: answer });
    await checking;
    expect((await connections.get(NAME)).status.state).toBe(meanwhile.status.state);
  });
});

describe('what is asked for', () => {
  test('by a name that is no connection’s is NOT_FOUND', async () => {
    const { connections } = await open();
    await expect(connections.get(`${NAME}-2`)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('the first connection is there in any project that has none of its name', async () => {
    const { connections } = await open();
    expect(await connections.resolve('projects/other/locations/local/connections/twilio')).toBe(FIRST);
    expect(await connections.resolve(NAME)).toBe(NAME);
    expect(await connections.resolve('projects/other/locations/local/connections/x')).not.toBe(FIRST);
  });

  test.each([
    [{ suspended: true, status: { state: 'INACTIVE' } }, 'SUSPENDED'],
    [{ status: { state: 'CREATING' } }, 'CONNECTION_BUSY'],
    [{ status: { state: 'DELETING' } }, 'CONNECTION_BUSY'],
  ] as const)('of %j, work is refused', async (changes, reason) => {
    const { connections, source } = await open(changes);
    const refused = connections.use(connectionOf(changes), async () => 'done');
    await expect(refused).rejects.toMatchObject({ code: 'FAILED_PRECONDITION', reason });
    expect(source.made).toHaveLength(0);
  });

  test.each(['ACTIVE', 'UPDATING', 'ERROR', 'AUTHORIZATION_REQUIRED'])(
    'of one that is %s, work is done',
    async (state) => {
      const { connections } = await open({ status: { state } });
      expect(await connections.use(await connections.get(NAME), async () => 'done')).toBe('done');
    },
  );
});
