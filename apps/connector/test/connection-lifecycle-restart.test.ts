import { startSimulator } from '@twilio-connector/simulator';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { connectionName, type ConnectionsBed, PARENT, refusalOf, startConnectionsBed } from './connections-bed.js';
import { runNineExamples } from './page-examples.js';

// An unfinished operation is returned at once, so that no test waits for seconds.
vi.mock(import('../src/connections/brief-wait.js'), () => ({ waitBriefly: async (_promise, late) => late }));

const FIRST = 'projects/local/locations/local/connections/twilio';

let bed: ConnectionsBed;
beforeEach(async () => {
  bed = await startConnectionsBed();
  await bed.keepSecret('twilio-token', bed.simulator.authToken);
});
afterEach(() => bed.close());

const first = async () => (await bed.connections.get({ name: FIRST })).data;
const patchFirst = async (updateMask: string, requestBody: object) =>
  bed.ended((await bed.connections.patch({ name: FIRST, updateMask, requestBody })).data);
const listFirst = () =>
  bed.v2.projects.locations.connections.entityTypes.entities.list({ parent: `${FIRST}/entityTypes/Messages` });
const restart = async (env: Readonly<Record<string, string>> = {}) => {
  await bed.stop();
  await bed.start(env);
};

describe('restart on the same data folder', () => {
  test('connections, secrets and long-running operations survive a restart', async () => {
    const made = await bed.create('kept', bed.body({ labels: { b: '1', a: '2' }, description: 'kept' }));
    await bed.create('asleep', bed.body({ suspended: true }));
    const before = await bed.get('kept');
    await restart();
    expect(JSON.stringify(await bed.get('kept'))).toBe(JSON.stringify(before));
    expect(await bed.stateOf('asleep')).toBe('INACTIVE');
    const operation = await bed.v1.projects.locations.operations.get({ name: made.name ?? '' });
    expect(operation.data).toEqual(made);
    const { data } = await bed.connections.list({ parent: PARENT });
    expect(data.connections?.map(({ name }) => name)).toEqual(['asleep', 'kept'].map(connectionName));
    await runNineExamples(bed.v2, connectionName('kept'));
    await bed.patch('asleep', 'suspended', {});
    expect(await bed.stateOf('asleep')).toBe('ACTIVE');
    await bed.delete('kept');
    await restart();
    expect(await refusalOf(bed.get('kept'))).toMatchObject({ status: 404 });
  });

  test('a long-running operation that was interrupted by a stop ends after the restart', async () => {
    const held = bed.holdMessages();
    const { data } = await bed.connections.create({ parent: PARENT, connectionId: 'slow', requestBody: bed.body() });
    expect(data.done).toBe(false);
    await held.arrived;
    const stopping = bed.stop();
    held.release();
    await stopping;
    await bed.start();
    const { data: after } = await bed.v1.projects.locations.operations.get({ name: data.name ?? '' });
    expect(after).toMatchObject({ done: true, response: { status: { state: 'ACTIVE' } } });
    expect(await bed.stateOf('slow')).toBe('ACTIVE');
  });
});

describe('first connection', () => {
  test('the first connection keeps its suspension and other changes after a restart', async () => {
    await patchFirst('suspended,description,labels,nodeConfig', {
      suspended: true,
      description: 'ours',
      labels: { team: 'shop' },
      nodeConfig: { minNodeCount: 3, maxNodeCount: 5 },
    });
    await restart();
    expect(await first()).toMatchObject({
      suspended: true,
      status: { state: 'INACTIVE' },
      description: 'ours',
      labels: { team: 'shop' },
      nodeConfig: { minNodeCount: 3, maxNodeCount: 5 },
    });
    expect(await refusalOf(listFirst())).toMatchObject({ reason: 'SUSPENDED' });
    await patchFirst('suspended', {});
    expect((await listFirst()).status).toBe(200);
  });

  test('the first connection follows the credentials, region and allow-lists of the environment after a restart', async () => {
    await restart({
      TWILIO_REGION: 'ie1',
      TWILIO_EDGE: 'dublin',
      CONNECTOR_BULK: 'true',
      CONNECTOR_ALLOWED_OPERATIONS: 'LIST,GET',
      TWILIO_AUTH_TOKEN: 'another-token',
    });
    const variables = (await first()).configVariables?.map(({ key, stringValue, boolValue }) => [
      key,
      stringValue ?? boolValue,
    ]);
    expect(variables).toEqual([
      ['region', 'ie1'],
      ['edge', 'dublin'],
      ['base_url', bed.baseUrl],
      ['allowed_operations', 'LIST,GET'],
      ['bulk', true],
    ]);
    const { data } = await bed.v2.projects.locations.connections.checkStatus({ name: FIRST });
    expect(data.state).toBe('AUTH_ERROR');
    await restart({ CONNECTOR_ALLOWED_OPERATIONS: 'LIST' });
    expect((await listFirst()).status).toBe(200);
    const got = bed.v2.projects.locations.connections.entityTypes.entities.get({
      name: `${FIRST}/entityTypes/Messages/entities/SM${'0'.repeat(32)}`,
    });
    expect(await refusalOf(got)).toMatchObject({ reason: 'OPERATION_NOT_ALLOWED' });
  });

  test('the first connection follows the base URL of the environment after a restart', async () => {
    const other = await startSimulator({ rows: 3 });
    try {
      await restart({ TWILIO_BASE_URL: `${other.url}/{product}` });
      expect((await listFirst()).data.entities).toHaveLength(other.simulator.snapshot('Messages').length);
      expect(other.simulator.journal.count).toBeGreaterThan(0);
      await patchFirst('description', { description: 'moved' });
      expect(await first()).toMatchObject({ description: 'moved', status: { state: 'ACTIVE' } });
    } finally {
      await other.close();
    }
  });
});
