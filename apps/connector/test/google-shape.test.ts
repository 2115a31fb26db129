import { afterAll, beforeAll, expect, test } from 'vitest';
import v1 from './google/v1-schemas.json' with { type: 'json' };
import v2 from './google/v2-schemas.json' with { type: 'json' };
import { GOOGLE_METHODS } from '../src/rest/router.js';
import { METHODS } from '../src/rest/methods.js';
import { json, startTestBed, type TestBed } from './test-bed.js';

type Schemas = Readonly<Record<string, Readonly<Record<string, true | readonly string[]>>>>;
const schemas: Readonly<Record<'v1' | 'v2', Schemas>> = { v1: v1.schemas as Schemas, v2: v2.schemas as Schemas };

let bed: TestBed;
beforeAll(async () => {
  bed = await startTestBed();
});
afterAll(() => bed.close());

/** Every member has the name of a field of Google's schema, and every enumeration one of its words. */
function expectShape(version: 'v1' | 'v2', schema: string, value: Record<string, any>): void {
  const fields = schemas[version][schema] ?? {};
  expect(Object.keys(fields), schema).toEqual(expect.arrayContaining(Object.keys(value)));
  for (const [name, member] of Object.entries(value)) {
    const words = fields[name];
    if (Array.isArray(words)) for (const word of [member].flat()) expect(words, `${schema}.${name}`).toContain(word);
  }
}

test('the index of methods is of the revision of the index of schemas', () => {
  expect(v1.revision).toBe(v2.revision);
  const names = GOOGLE_METHODS.filter(({ id }) => id.startsWith('v2.connections.')).map(({ id }) => id);
  expect(names).toHaveLength(26);
});

test('entity types', async () => {
  const list = (await bed.call('/entityTypes')).json;
  expectShape('v2', 'ListEntityTypesResponse', list);
  for (const type of list.types) {
    expectShape('v2', 'EntityType', type);
    expectShape('v2', 'JsonSchema', type.jsonSchema);
    for (const field of type.fields) {
      expectShape('v2', 'Field', field);
      if (field.reference) expectShape('v2', 'Reference', field.reference);
      if (field.jsonSchema) expectShape('v2', 'JsonSchema', field.jsonSchema);
    }
    for (const property of Object.values<Record<string, any>>(type.jsonSchema.properties)) {
      expectShape('v2', 'JsonSchema', property);
      expect(Array.isArray(property.type)).toBe(true);
    }
    expect((await bed.call(`/entityTypes/${type.name}`)).json).toEqual(type);
  }
  const basic = (await bed.call('/entityTypes?view=ENTITY_TYPE_VIEW_BASIC&pageSize=2')).json;
  expect(basic).toEqual({ types: [{ name: 'Accounts' }, { name: 'Addresses' }], nextPageToken: expect.any(String) });
  const next = (await bed.call(`/entityTypes?pageSize=200&pageToken=${basic.nextPageToken}`)).json;
  expect(next.types).toHaveLength(68);
  expect(next).not.toHaveProperty('nextPageToken');
});

test('entities', async () => {
  const list = (await bed.call('/entityTypes/Messages/entities?pageSize=2')).json;
  expectShape('v2', 'ListEntitiesResponse', list);
  for (const entity of list.entities) expectShape('v2', 'Entity', entity);
  const fields = { To: '+15550100001', Sender: '+15550100100', Body: 'x' };
  expectShape('v2', 'Entity', (await bed.call('/entityTypes/Messages/entities', json({ fields }))).json);
  const update = `/entityTypes/OutgoingCallerIds/entities:updateEntitiesWithConditions?conditions=PN6f5f9bf39cb1801a6e21a5a80d274bdd`;
  expectShape(
    'v2',
    'UpdateEntitiesWithConditionsResponse',
    (await bed.call(update, json({ fields: { Name: 'x' } }))).json,
  );
});

test('connections and actions', async () => {
  expectShape('v2', 'CheckStatusResponse', (await bed.call(':checkStatus')).json);
  expectShape('v2', 'CheckReadinessResponse', (await bed.call(':checkReadiness')).json);
  expectShape('v2', 'ListActionsResponse', (await bed.call('/actions')).json);
  const headers = { Authorization: `Bearer ${bed.token}` };
  const connection = (await bed.request('/v1/projects/any/locations/local/connections/twilio?view=FULL', { headers }))
    .json;
  expectShape('v1', 'Connection', connection);
  expectShape('v1', 'ConnectionStatus', connection.status);
  expectShape('v1', 'AuthConfig', connection.authConfig);
  expectShape('v1', 'NodeConfig', connection.nodeConfig);
  expectShape('v1', 'ConnectorVersionInfraConfig', connection.connectorVersionInfraConfig);
  for (const variable of connection.configVariables) expectShape('v1', 'ConfigVariable', variable);
});

test('every method of Google that is not built answers 501 with a sentence, whatever its path holds', async () => {
  const headers = { Authorization: `Bearer ${bed.token}` };
  for (const { id, httpMethod, path } of GOOGLE_METHODS.filter((method) => !(method.id in METHODS))) {
    const filled = path
      .replace('{connectionsId}', 'twilio')
      .replace('{locationsId}', 'local')
      .replace(/\{\w+\}/g, 'x');
    const answer = await bed.request(filled, { method: httpMethod, headers });
    expect(answer.status, id).toBe(501);
    expect(answer.json.error.message, id).toContain('is not built yet');
  }
});
