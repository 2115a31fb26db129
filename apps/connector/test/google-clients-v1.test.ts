import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  type ConnectionBody,
  connectionName,
  type ConnectionsBed,
  PARENT,
  refusalOf,
  startConnectionsBed,
} from './connections-bed.js';

let bed: ConnectionsBed;
beforeAll(async () => {
  bed = await startConnectionsBed();
  await bed.keepSecret('twilio-token', bed.simulator.authToken);
});
afterAll(() => bed.close());

describe('patches', () => {
  const before = (): ConnectionBody =>
    bed.body({
      description: 'before',
      labels: { team: 'shop', tier: 'one' },
      nodeConfig: { minNodeCount: 2, maxNodeCount: 9 },
      logConfig: { enabled: true, level: 'INFO' },
      lockConfig: { reason: 'none' },
      serviceAccount: 'connector@demo.iam.gserviceaccount.com',
    });
  /** Contains every field: fields outside the mask must not change. */
  const patch = (): ConnectionBody =>
    bed.body({
      description: 'after',
      labels: { team: 'office', extra: 'yes' },
      nodeConfig: { minNodeCount: 3, maxNodeCount: 8 },
      logConfig: { level: 'DEBUG' },
      configVariables: [...(bed.body().configVariables ?? []), { key: 'bulk', boolValue: true }],
      lockConfig: { reason: 'changed' },
    });
  const { nodeConfig, logConfig } = {
    nodeConfig: { minNodeCount: 2, maxNodeCount: 9 },
    logConfig: { enabled: true, level: 'INFO' },
  };

  let count = 0;
  let id = '';
  beforeEach(async () => {
    id = `patched-${(count += 1)}`;
    await bed.create(id, before());
  });

  test.each<readonly [mask: string, changes: () => ConnectionBody]>([
    ['description', () => ({ description: 'after' })],
    ['nodeConfig', () => ({ nodeConfig: { minNodeCount: 3, maxNodeCount: 8 } })],
    ['node_config', () => ({ nodeConfig: { minNodeCount: 3, maxNodeCount: 8 } })],
    ['nodeConfig.minNodeCount', () => ({ nodeConfig: { ...nodeConfig, minNodeCount: 3 } })],
    ['node_config.max_node_count', () => ({ nodeConfig: { ...nodeConfig, maxNodeCount: 8 } })],
    ['nodeConfig.minNodeCount,nodeConfig.maxNodeCount', () => ({ nodeConfig: { minNodeCount: 3, maxNodeCount: 8 } })],
    ['nodeConfig.min_node_count', () => ({ nodeConfig: { ...nodeConfig, minNodeCount: 3 } })],
    ['labels', () => ({ labels: { team: 'office', extra: 'yes' } })],
    ['labels.team', () => ({ labels: { team: 'office', tier: 'one' } })],
    ['labels.tier', () => ({ labels: { team: 'shop' } })],
    ['log_config.level', () => ({ logConfig: { ...logConfig, level: 'DEBUG' } })],
    ['logConfig', () => ({ logConfig: { level: 'DEBUG' } })],
    ['serviceAccount', () => ({ serviceAccount: undefined })],
    ['service_account', () => ({ serviceAccount: undefined })],
    ['configVariables', () => ({ configVariables: patch().configVariables })],
    ['config_variables,description', () => ({ configVariables: patch().configVariables, description: 'after' })],
    ['lock_config.reason', () => ({ lockConfig: { reason: 'changed' } })],
    ['authConfig.userPassword.username', () => ({})],
    ['auth_config', () => ({})],
    ['ssl_config,eventing_config,auth_override_enabled,async_operations_enabled', () => ({})],
    [' description , labels ', () => ({ description: 'after', labels: { team: 'office', extra: 'yes' } })],
    ['*', () => ({ ...patch(), serviceAccount: undefined })],
  ])('a patch with the mask %s changes only the fields of the mask', async (mask, changes) => {
    const created = await bed.get(id);
    const operation = await bed.patch(id, mask, patch());
    expect(operation).toMatchObject({ done: true, metadata: { verb: 'update', target: connectionName(id) } });
    const { updateTime, ...rest } = await bed.get(id);
    const { updateTime: createdTime, ...others } = created;
    const expected = { ...others, ...changes(), connectionRevision: '2' };
    expect(rest).toEqual(JSON.parse(JSON.stringify(expected)));
    expect((updateTime ?? '') >= (createdTime ?? '')).toBe(true);
  });

  test.each([
    ['', 'updateMask', /is empty; list the fields to change/],
    ['descriptoin', 'updateMask', /did you mean description\?/],
    ['status', 'updateMask', /which only the server sets/],
    ['name,create_time', 'updateMask', /which only the server sets/],
    ['configVariables.bulk', 'updateMask', /replaced as a whole; use configVariables/],
    ['nodeConfig.nodes', 'updateMask', /not a field of a Connection/],
  ])('a patch with the mask %j is refused and changes nothing', async (mask, field, rule) => {
    const created = await bed.get(id);
    const { violations, code } = await refusalOf(bed.patch(id, mask, patch()));
    expect(code).toBe('INVALID_ARGUMENT');
    expect(violations[0]).toEqual({ field, description: expect.stringMatching(rule) });
    expect(await bed.get(id)).toEqual(created);
  });

  test.each<readonly [string, ConnectionBody, string]>([
    ['nodeConfig.minNodeCount', { nodeConfig: { minNodeCount: 10 } }, 'nodeConfig.minNodeCount'],
    ['description', { desription: 'x' } as ConnectionBody, 'desription'],
    ['authConfig', {}, 'authConfig'],
    ['connectorVersion', {}, 'connectorVersion'],
    ['labels', { labels: { A: 'b' } }, 'labels.A'],
  ])('a patch with a wrong %s is refused and changes nothing', async (mask, body, field) => {
    const created = await bed.get(id);
    const { violations } = await refusalOf(bed.patch(id, mask, body));
    expect(violations.map((violation) => violation.field)).toContain(field);
    expect(await bed.get(id)).toEqual(created);
  });
});

describe('lists', () => {
  const parent = 'projects/lists/locations/us-central1';
  const ids = Array.from({ length: 7 }, (_, index) => `c${index}`);
  beforeAll(async () => {
    await bed.keepSecret('twilio-token', bed.simulator.authToken, 'lists');
    for (const [index, connectionId] of ids.entries()) {
      const requestBody = { ...bed.body(), suspended: true, labels: { even: String(index % 2 === 0) } };
      requestBody.authConfig = {
        authType: 'USER_PASSWORD',
        userPassword: {
          username: bed.simulator.accountSid,
          password: { secretVersion: 'projects/lists/secrets/twilio-token/versions/latest' },
        },
      };
      requestBody.description = index < 3 ? 'of the shop' : 'of the office';
      await bed.connections.create({ parent, connectionId, requestBody });
    }
  });
  const idsOf = (connections: readonly ConnectionBody[] = []) => connections.map(({ name }) => name?.split('/').at(-1));

  test('a list returns all connections of one location or of all, page by page', async () => {
    for (const place of [parent, 'projects/lists/locations/-']) {
      const found: unknown[] = [];
      let pageToken: string | undefined;
      do {
        const { data } = await bed.connections.list({ parent: place, pageSize: 3, pageToken });
        found.push(...idsOf(data.connections));
        pageToken = data.nextPageToken ?? undefined;
      } while (pageToken);
      expect(found).toEqual(ids);
    }
    expect((await bed.connections.list({ parent: 'projects/lists/locations/local' })).data).toEqual({
      connections: [],
    });
    expect((await bed.connections.list({ parent: 'projects/nobody/locations/-' })).data).toEqual({ connections: [] });
  });

  test('connections can be filtered, ordered and searched', async () => {
    const filtered = await bed.connections.list({ parent, filter: 'labels.even=true' });
    expect(idsOf(filtered.data.connections)).toEqual(['c0', 'c2', 'c4', 'c6']);
    const ordered = await bed.connections.list({ parent, orderBy: 'name desc', pageSize: 2 });
    expect(idsOf(ordered.data.connections)).toEqual(['c6', 'c5']);
    const searched = await bed.connections.search({ name: `${parent}/connections`, query: 'office' });
    const names = searched.data.connections?.map(({ connection }) => connection?.name?.split('/').at(-1));
    expect(names).toEqual(['c3', 'c4', 'c5', 'c6']);
  });

  test('a list with an invalid parameter is refused with the name of the parameter', async () => {
    const field = async (call: Promise<unknown>) => (await refusalOf(call)).violations.map((one) => one.field);
    expect(await field(bed.connections.list({ parent, filter: 'labels.even=' }))).toEqual(['filter']);
    expect(await field(bed.connections.list({ parent, orderBy: 'nothing' }))).toEqual(['orderBy']);
    expect(await field(bed.connections.list({ parent, pageToken: 'x' }))).toEqual(['pageToken']);
    expect(await field(bed.connections.search({ name: `${parent}/connections`, query: ' ' }))).toEqual(['query']);
    expect(await field(bed.connections.list({ parent, view: 'SOME' }))).toEqual(['view']);
  });

  test('long-running operations are listed newest first and can be filtered by done', async () => {
    const operations = bed.v1.projects.locations.operations;
    const { data } = await operations.list({ name: parent, filter: 'done=true', pageSize: 100 });
    expect(data.operations).toHaveLength(7);
    const targets = data.operations?.map(({ metadata }) => String(metadata?.target).split('/').at(-1));
    expect(targets?.toSorted()).toEqual(ids);
    expect((await operations.list({ name: parent, filter: 'done=false' })).data).toEqual({ operations: [] });
    expect(await refusalOf(operations.list({ name: parent, filter: 'verb=create' }))).toMatchObject({ status: 400 });
  });
});

describe("calls of Google's agent kit", () => {
  const name = connectionName('agent');
  beforeAll(() => bed.create('agent'));

  /** Starts a long-running operation and gets it by its name, like the agent kit. */
  async function outcomeOf(path: string): Promise<Record<string, any>> {
    const get = async (url: string) => (await fetch(`${bed.url}/v1/${url}`, { headers: bed.headers })).json() as any;
    const started = await get(path);
    const operation = await get(started.name);
    expect(operation.done).toBe(true);
    return operation.response;
  }

  test('the agent kit gets a connection in the BASIC view', async () => {
    const { data } = await bed.connections.get({ name, view: 'BASIC' });
    expect(data).toMatchObject({ name, status: { state: 'ACTIVE' } });
    expect(data.authOverrideEnabled ?? false).toBe(false);
  });

  test('the agent kit gets the operations of an entity type', async () => {
    const response = await outcomeOf(`${name}/connectionSchemaMetadata:getEntityType?entityId=Messages`);
    expect(response.operations).toEqual(['LIST', 'GET', 'CREATE', 'UPDATE', 'DELETE']);
    expect(response.jsonSchema.properties).toHaveProperty('Sid');
  });

  test('the agent kit gets the schemas of an action', async () => {
    const response = await outcomeOf(`${name}/connectionSchemaMetadata:getAction?actionId=SendMessage`);
    expect(Object.keys(response)).toEqual(
      expect.arrayContaining(['inputJsonSchema', 'outputJsonSchema', 'description', 'displayName']),
    );
    expect(response.outputJsonSchema).toEqual(response.resultJsonSchema);
  });

  test('the agent kit runs operations through the ExecuteConnection integration', async () => {
    const trigger = 'triggerId=api_trigger/ExecuteConnection';
    const url = `${bed.url}/v2/${PARENT}/integrations/ExecuteConnection:execute?${trigger}`;
    const execute = async (task: object) => {
      const body = JSON.stringify({ connectionName: name, ...task });
      const response = await fetch(url, { method: 'POST', headers: bed.headers, body });
      return (await response.json()) as Record<string, any>;
    };
    const listed = await execute({ operation: 'LIST_ENTITIES', entity: 'Recordings', pageSize: 3 });
    expect(listed.connectorOutputPayload).toHaveLength(3);
    const connectorInputPayload = { To: '+15550100001', Sender: '+15550100100', Body: 'from an agent' };
    const sent = await execute({ operation: 'CREATE_ENTITY', entity: 'Messages', connectorInputPayload });
    expect(sent.connectorOutputPayload).toEqual({ Sid: expect.stringMatching(/^SM/) });
  });
});

test("the standard query parameters of Google's clients are accepted, except for unsupported values of alt", async () => {
  const query = 'alt=json&prettyPrint=true&key=x&quotaUser=me&$.xgafv=1';
  const response = await fetch(`${bed.url}/v1/${PARENT}/connections?${query}`, { headers: bed.headers });
  expect(response.status).toBe(200);
  for (const alt of ['media', 'proto']) {
    const refused = await fetch(`${bed.url}/v1/${PARENT}/connections?alt=${alt}`, { headers: bed.headers });
    expect(refused.status).toBe(400);
  }
});
