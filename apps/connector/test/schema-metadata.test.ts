import { catalog } from '@twilio-connector/entities';
import { google } from 'googleapis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CONNECTION, json, startTestBed, type TestAnswer, type TestBed } from './test-bed.js';

let bed: TestBed;
beforeAll(async () => {
  bed = await startTestBed();
});
afterAll(() => bed.close());

/** Calls a v1 path below the connection. */
const v1 = (path: string, init: RequestInit = {}): Promise<TestAnswer> =>
  bed.request(`/v1/${CONNECTION}${path}`, { ...init, headers: { Authorization: `Bearer ${bed.token}` } });
const get = (path: string) => bed.request(path, { headers: { Authorization: `Bearer ${bed.token}` } });

const ENTITY_TYPES = Object.keys(catalog);

describe('v1 schemas', () => {
  test('v1 schemas use the field names, type names and readonly flags of Google v1', async () => {
    const { json: answer } = await v1('/runtimeEntitySchemas?filter=entity%3D%22Messages%22');
    const [schema] = answer.runtimeEntitySchemas;
    expect(answer.runtimeEntitySchemas).toHaveLength(1);
    expect(schema).toMatchObject({ entity: 'Messages', operations: ['LIST', 'GET', 'CREATE', 'UPDATE', 'DELETE'] });
    expect(schema).not.toHaveProperty('name');
    const columns = Object.fromEntries(schema.fields.map((field: Record<string, unknown>) => [field.field, field]));
    expect(columns.Sid).toMatchObject({ dataType: 'DATA_TYPE_VARCHAR', key: true, readonly: true, nullable: false });
    expect(columns.Sid).not.toHaveProperty('name');
    expect(columns.To).toMatchObject({ readonly: false, additionalDetails: { create: 'required' } });
    expect(columns.MediaUrl.jsonSchema).toMatchObject({ type: ['array'], items: { jdbcType: 'DATA_TYPE_VARCHAR' } });
    expect(schema.jsonSchema.properties.Price).toMatchObject({
      type: ['string', 'null'],
      jdbcType: 'DATA_TYPE_DECIMAL',
    });
    const v2 = (await bed.call('/entityTypes/Messages')).json;
    expect(v2.fields[0]).toMatchObject({ name: 'Sid', dataType: 'VARCHAR' });
    expect(v2.jsonSchema.properties.Price.jdbcType).toBe('DECIMAL');
  });

  test('every type in a JSON Schema is a list', async () => {
    const schemas = (await v1('/runtimeEntitySchemas?pageSize=200')).json.runtimeEntitySchemas;
    expect(schemas.map(({ entity }: { entity: string }) => entity)).toEqual(ENTITY_TYPES);
    for (const { jsonSchema } of schemas) {
      expect(jsonSchema.type).toEqual(['object']);
      for (const property of Object.values<Record<string, unknown>>(jsonSchema.properties))
        expect(Array.isArray(property.type)).toBe(true);
    }
  });
});

describe('views', () => {
  test('entityTypes.list returns names in the BASIC view and schemas in the FULL and the default view', async () => {
    const names = (await bed.call('/entityTypes?view=ENTITY_TYPE_VIEW_BASIC&pageSize=200')).json.types;
    expect(names).toEqual(ENTITY_TYPES.map((name) => ({ name })));
    const full = (await bed.call('/entityTypes?view=ENTITY_TYPE_VIEW_FULL')).json;
    expect(full.types[0]).toMatchObject({
      name: ENTITY_TYPES[0],
      fields: expect.any(Array),
      jsonSchema: { type: ['object'] },
    });
    for (const view of ['', 'ENTITY_TYPE_VIEW_UNSPECIFIED'])
      expect((await bed.call(`/entityTypes?view=${view}`)).json).toEqual(full);
  });

  test('entityTypes.get returns the schema in the BASIC and the default view and adds metadata in the ENRICHED view', async () => {
    const basic = (await bed.call('/entityTypes/Messages?view=ENTITY_TYPE_SCHEMA_VIEW_BASIC')).json;
    expect((await bed.call('/entityTypes/Messages')).json).toEqual(basic);
    expect(basic).not.toHaveProperty('metadata');
    const enriched = (await bed.call('/entityTypes/Messages?view=ENTITY_TYPE_SCHEMA_VIEW_ENRICHED')).json;
    expect(enriched).toMatchObject({ ...basic, fields: basic.fields });
    expect(enriched.metadata.twilio).toMatchObject({
      docs: expect.stringContaining('https://'),
      consequences: { DELETE: 'permanently deletes the message' },
    });
    const sender = enriched.fields.find(({ name }: { name: string }) => name === 'Sender');
    expect(sender.additionalDetails).toEqual({
      readOnly: false,
      readable: true,
      create: 'optional',
      filter: ['='],
      twilioName: 'From',
    });
  });

  test('an entity type names the column that Twilio sorts by as defaultSortBy', async () => {
    expect((await bed.call('/entityTypes/Messages')).json.defaultSortBy).toBe('DateSent');
    expect((await bed.call('/entityTypes/OutgoingCallerIds')).json).not.toHaveProperty('defaultSortBy');
  });

  test('an unknown view is refused with the list of known views', async () => {
    const { status, json: answer } = await bed.call('/entityTypes/Messages?view=ENTITY_TYPE_VIEW_FULL');
    expect(status).toBe(400);
    expect(answer.error.message).toContain('ENTITY_TYPE_SCHEMA_VIEW_ENRICHED');
  });
});

describe('connectionSchemaMetadata', () => {
  test('connectionSchemaMetadata lists the entity types and actions with the time of the last refresh', async () => {
    const { json: answer } = await v1('/connectionSchemaMetadata');
    expect(answer).toMatchObject({
      name: `${CONNECTION}/connectionSchemaMetadata`,
      entities: ENTITY_TYPES,
      actions: expect.arrayContaining(['SendMessage']),
      state: 'UPDATED',
    });
    expect(Date.parse(answer.refreshTime)).toBeLessThanOrEqual(Date.now());
  });

  test('listEntityTypes pages through the entity types and filters them by name', async () => {
    const first = (await v1('/connectionSchemaMetadata:listEntityTypes?view=BASIC')).json;
    // 50 is the default and the maximum of this list. Google's other lists have other limits.
    expect(first.entityTypes).toHaveLength(50);
    expect(first.entityTypes).toContainEqual({
      entity: 'Calls',
      operations: ['LIST', 'GET', 'CREATE', 'UPDATE', 'DELETE'],
    });
    const rest = (await v1(`/connectionSchemaMetadata:listEntityTypes?pageSize=99&pageToken=${first.nextPageToken}`))
      .json;
    const all = [...first.entityTypes, ...rest.entityTypes].map(({ entity }) => entity);
    expect(all).toEqual(ENTITY_TYPES);
    expect(rest).not.toHaveProperty('nextPageToken');
    for (const filter of ['entity="Calls"', "entity = 'Calls'", 'entity=Calls']) {
      const path = `/connectionSchemaMetadata:listEntityTypes?filter=${encodeURIComponent(filter)}`;
      expect((await v1(path)).json.entityTypes).toHaveLength(1);
    }
    expect((await v1('/connectionSchemaMetadata:listEntityTypes?filter=entity%3D%22C*%22')).json.entityTypes).toEqual(
      [],
    );
  });

  test.each([
    ['/connectionSchemaMetadata:getEntityType', 400, 'INVALID_PARAMETER', 'entityId is required'],
    ['/connectionSchemaMetadata:getEntityType?entityId=No', 404, 'UNKNOWN_ENTITY_TYPE', 'Known entity types: '],
    ['/connectionSchemaMetadata:getAction?actionId=No', 404, 'UNKNOWN_ACTION', 'Known actions: AddOutgoingCallerIds'],
    ['/connectionSchemaMetadata:getAction?actionId=BuyPhoneNumber', 400, 'ACTION_NOT_ALLOWED', 'allow-list'],
    ['/connectionSchemaMetadata:listEntityTypes?view=FULL', 400, 'INVALID_PARAMETER', 'BASIC'],
    ['/runtimeEntitySchemas?filter=name%3DCalls', 400, 'INVALID_PARAMETER', 'entity="<name>"'],
    ['/runtimeEntitySchemas?filter=a&filter=b', 400, 'INVALID_PARAMETER', 'set only once'],
    ['/runtimeActionSchemas?schemaAsString=maybe', 400, 'INVALID_PARAMETER', 'true, false'],
  ])('a request of %s is refused', async (path, status, reason, sentence) => {
    const answer = await v1(path);
    expect(answer.status).toBe(status);
    expect(answer.json.error.details[0]).toMatchObject({ reason });
    expect(answer.json.error.message).toContain(sentence);
  });
});

describe('long-running operations', () => {
  test("a long-running operation can be polled by its name, as Google's agent kit does", async () => {
    const started = (await v1('/connectionSchemaMetadata:getEntityType?entityId=Recordings')).json;
    expect(started.name).toMatch(/^projects\/local\/locations\/local\/operations\/operation-\d+-[\w-]+$/);
    const polled = (await get(`/v1/${started.name}`)).json;
    expect(polled).toEqual(started);
    expect(polled).toMatchObject({
      done: true,
      metadata: { target: `${CONNECTION}/connectionSchemaMetadata`, verb: 'getEntityType' },
      response: { entity: 'Recordings', operations: ['LIST', 'GET', 'DELETE'], jsonSchema: { type: ['object'] } },
    });
    expect(polled.metadata.endTime).toBe(polled.metadata.createTime);
  });

  test('another process returns the same operation by its name', async () => {
    const { name, response } = (await v1('/connectionSchemaMetadata:getEntityType?entityId=Calls')).json;
    const other = await startTestBed();
    try {
      const answer = await other.request(`/v1/${name}`, { headers: { Authorization: `Bearer ${other.token}` } });
      expect(answer.json.response).toEqual(response);
    } finally {
      await other.close();
    }
  });

  test('a refresh of the schema metadata is done immediately', async () => {
    const { json: operation } = await v1('/connectionSchemaMetadata:refresh', json({}));
    expect(operation).toMatchObject({ done: true, response: { state: 'UPDATED', entities: ENTITY_TYPES } });
    expect((await get(`/v1/${operation.name}`)).json).toEqual(operation);
  });

  const forged = (call: unknown) => `operation-1-${Buffer.from(JSON.stringify(call)).toString('base64url')}`;
  test.each([
    ['nothing-of-ours', 'UNKNOWN_OPERATION'],
    ['operation-1-Zm9yZ2Vk', 'UNKNOWN_OPERATION'],
    [forged(['constructor', 'twilio', '']), 'UNKNOWN_OPERATION'],
    [forged(['getEntityType', 'twilio', 'Calls', 'more']), 'UNKNOWN_OPERATION'],
    [forged(['getEntityType', 'other', 'Calls']), 'UNKNOWN_CONNECTION'],
    [forged(['getEntityType', 'twilio', '__proto__']), 'UNKNOWN_ENTITY_TYPE'],
  ])('the forged operation %s is not found', async (id, reason) => {
    const answer = await get(`/v1/projects/local/locations/local/operations/${id}`);
    expect(answer.status).toBe(404);
    expect(answer.json.error.details[0]).toMatchObject({ reason });
  });
});

test("Google's Node client can call every method of schemas, metadata, operations and tools", async () => {
  const options = { rootUrl: `${bed.url}/`, headers: { Authorization: `Bearer ${bed.token}` } };
  const { connections, operations } = google.connectors({ version: 'v1', ...options }).projects.locations;
  const name = `${CONNECTION}/connectionSchemaMetadata`;
  expect((await connections.getConnectionSchemaMetadata({ name })).data.entities).toEqual(ENTITY_TYPES);
  const schemaMetadata = connections.connectionSchemaMetadata;
  expect((await schemaMetadata.listEntityTypes({ name, filter: 'entity="Calls"' })).data.entityTypes).toHaveLength(1);
  expect((await schemaMetadata.listActions({ name, filter: 'action="SendMessage"' })).data.actions).toHaveLength(1);
  expect((await schemaMetadata.refresh({ name, requestBody: {} })).data.done).toBe(true);
  const started = await schemaMetadata.getEntityType({ name, entityId: 'Calls' });
  const done = await operations.get({ name: started.data.name ?? '' });
  expect(done.data.response).toMatchObject({ entity: 'Calls' });
  const parent = CONNECTION;
  const entitySchemas = await connections.runtimeEntitySchemas.list({ parent, filter: 'entity="Calls"' });
  expect(entitySchemas.data.runtimeEntitySchemas?.[0]?.fields?.[0]).toMatchObject({ field: 'Sid', key: true });
  const actionSchemas = await connections.runtimeActionSchemas.list({ parent, filter: 'action="SendMessage"' });
  expect(actionSchemas.data.runtimeActionSchemas?.[0]).toMatchObject({ action: 'SendMessage' });

  const v2 = google.connectors({ version: 'v2', ...options }).projects.locations.connections;
  const view = 'ENTITY_TYPE_SCHEMA_VIEW_ENRICHED';
  const enriched = await v2.entityTypes.get({ name: `${CONNECTION}/entityTypes/Calls`, view });
  expect(enriched.data.fields?.[0]?.additionalDetails).toMatchObject({ twilioName: 'Sid' });
  expect((await v2.tools.list({ parent, pageSize: 2 })).data.tools).toHaveLength(2);
  const executed = await v2.tools.execute({
    name: `${CONNECTION}/tools/list_Calls`,
    requestBody: { parameters: { pageSize: 1 } },
  });
  expect(executed.data.result?.entities).toHaveLength(1);
});
