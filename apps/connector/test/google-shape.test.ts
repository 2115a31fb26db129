import { catalog } from '@twilio-connector/entities';
import { afterAll, beforeAll, expect, test } from 'vitest';
import v1 from './google/v1-schemas.json' with { type: 'json' };
import v2 from './google/v2-schemas.json' with { type: 'json' };
import { GOOGLE_METHODS } from '../src/rest/google/index.js';
import { METHODS } from '../src/rest/methods.js';
import { openActionBed } from './action-bed.js';
import { CONNECTION, json, startTestBed, type TestBed } from './test-bed.js';

const BUILT = METHODS.map(({ id }) => id);

type Schemas = Readonly<Record<string, Readonly<Record<string, true | readonly string[]>>>>;
const schemas: Readonly<Record<'v1' | 'v2', Schemas>> = { v1: v1.schemas as Schemas, v2: v2.schemas as Schemas };

let bed: TestBed;
beforeAll(async () => {
  bed = await startTestBed();
});
afterAll(() => bed.close());

/** Expects that Google's schema has every field of the value, and that every enum value is one of the schema's. */
function expectShape(version: 'v1' | 'v2', schema: string, value: Record<string, any>): void {
  const fields = schemas[version][schema] ?? {};
  expect(Object.keys(fields), schema).toEqual(expect.arrayContaining(Object.keys(value)));
  for (const [name, member] of Object.entries(value)) {
    const words = fields[name];
    if (Array.isArray(words)) for (const word of [member].flat()) expect(words, `${schema}.${name}`).toContain(word);
  }
}

/** Expects a valid JsonSchema at every level, with `type` as a list. */
function expectJsonSchema(version: 'v1' | 'v2', schema: Record<string, any>): void {
  expectShape(version, 'JsonSchema', schema);
  expect(Array.isArray(schema.type)).toBe(true);
  for (const inner of [...Object.values<any>(schema.properties ?? {}), schema.items ?? []].flat())
    expectJsonSchema(version, inner);
}

/** Expects the shape of every column description in a list. */
function expectColumns(version: 'v1' | 'v2', schema: string, columns: readonly Record<string, any>[]): void {
  for (const column of columns) {
    expectShape(version, schema, column);
    if (column.reference) expectShape(version, 'Reference', column.reference);
    if (column.jsonSchema) expectJsonSchema(version, column.jsonSchema);
  }
}

test('the indexes of Google v1 and v2 have the same revision and contain all connection methods', () => {
  expect(v1.revision).toBe(v2.revision);
  const names = GOOGLE_METHODS.filter(({ id }) => id.startsWith('v2.connections.')).map(({ id }) => id);
  expect(names).toHaveLength(26);
});

test("entity types have the shape of Google's v2 schemas", async () => {
  const list = (await bed.call('/entityTypes?pageSize=200')).json;
  expectShape('v2', 'ListEntityTypesResponse', list);
  for (const type of list.types) {
    const enriched = (await bed.call(`/entityTypes/${type.name}?view=ENTITY_TYPE_SCHEMA_VIEW_ENRICHED`)).json;
    for (const described of [type, enriched]) {
      expectShape('v2', 'EntityType', described);
      expectJsonSchema('v2', described.jsonSchema);
      expectColumns('v2', 'Field', described.fields);
    }
    expect((await bed.call(`/entityTypes/${type.name}`)).json).toEqual(type);
  }
  const names = Object.keys(catalog).map((name) => ({ name }));
  const basic = (await bed.call('/entityTypes?view=ENTITY_TYPE_VIEW_BASIC&pageSize=2')).json;
  const factsOf = ({ group, operations }: typeof catalog.Accounts | typeof catalog.Activities) => ({
    group,
    operations,
  });
  expect(basic).toEqual({
    types: names.slice(0, 2),
    nextPageToken: expect.any(String),
    metadata: {
      twilio: { types: { Accounts: factsOf(catalog.Accounts), Activities: factsOf(catalog.Activities) } },
    },
  });
  expectShape('v2', 'ListEntityTypesResponse', basic);
  const rest = `/entityTypes?view=ENTITY_TYPE_VIEW_BASIC&pageSize=200&pageToken=${basic.nextPageToken}`;
  expect((await bed.call(rest)).json).toMatchObject({ types: names.slice(2) });
});

test("entities have the shape of Google's v2 schemas", async () => {
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

test("connections and their status have the shape of Google's schemas", async () => {
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

test("actions have the shape of Google's v2 schemas", async () => {
  const call = openActionBed();
  for (const path of ['actions', 'actions/GreetCaller', 'actions/GreetCaller?view=ACTION_SCHEMA_VIEW_ENRICHED']) {
    const answer = (await call(`/v2/${CONNECTION}/${path}`)).json;
    for (const action of answer.actions ?? [answer]) {
      expectShape('v2', 'Action', action);
      expectColumns('v2', 'InputParameter', action.inputParameters);
      expectColumns('v2', 'ResultMetadata', action.resultMetadata);
      expectJsonSchema('v2', action.inputJsonSchema);
      expectJsonSchema('v2', action.resultJsonSchema);
    }
  }
});

test("tools have the shape of Google's v2 schemas", async () => {
  for (const list of [(await bed.call('/tools?pageSize=200')).json, (await bed.call('/tools', json({}))).json]) {
    expectShape('v2', 'ListToolsResponse', list);
    for (const tool of list.tools) {
      expectShape('v2', 'Tool', tool);
      expectShape('v2', 'ToolAnnotations', tool.annotations);
      expectJsonSchema('v2', tool.inputSchema);
      expectJsonSchema('v2', tool.outputSchema);
    }
  }
  const executed = (await bed.call('/tools/list_Calls:execute', json({}))).json;
  expectShape('v2', 'ExecuteToolResponse', executed);
  expect(executed.result.entities).toHaveLength(25);
});

test("schema metadata has the shape of Google's v1 schemas", async () => {
  const call = openActionBed();
  const at = async (path: string, init?: RequestInit) => (await call(`/v1/${CONNECTION}${path}`, init)).json;
  expectShape('v1', 'ConnectionSchemaMetadata', await at('/connectionSchemaMetadata'));
  const types = await at('/connectionSchemaMetadata:listEntityTypes');
  expectShape('v1', 'ListEntityTypesResponse', types);
  for (const type of types.entityTypes) expectShape('v1', 'RuntimeEntitySchema', type);
  const actions = await at('/connectionSchemaMetadata:listActions');
  expectShape('v1', 'ListActionsResponse', actions);
  for (const action of actions.actions) expectShape('v1', 'RuntimeActionSchema', action);

  const entitySchemas = await at('/runtimeEntitySchemas?pageSize=200');
  expectShape('v1', 'ListRuntimeEntitySchemasResponse', entitySchemas);
  for (const schema of entitySchemas.runtimeEntitySchemas) {
    expectShape('v1', 'RuntimeEntitySchema', schema);
    expectColumns('v1', 'Field', schema.fields);
    expectJsonSchema('v1', schema.jsonSchema);
  }
  for (const path of ['/runtimeActionSchemas', '/runtimeActionSchemas?schemaAsString=true']) {
    const actionSchemas = await at(path);
    expectShape('v1', 'ListRuntimeActionSchemasResponse', actionSchemas);
    for (const schema of actionSchemas.runtimeActionSchemas) {
      expectShape('v1', 'RuntimeActionSchema', schema);
      expectColumns('v1', 'InputParameter', schema.inputParameters);
      expectColumns('v1', 'ResultMetadata', schema.resultMetadata);
      if (schema.inputJsonSchema) expectJsonSchema('v1', schema.inputJsonSchema);
    }
  }
});

test("long-running operations have the shape of Google's v1 schemas", async () => {
  const call = openActionBed();
  const started = {
    RuntimeEntitySchema: await call(`/v1/${CONNECTION}/connectionSchemaMetadata:getEntityType?entityId=Calls`),
    RuntimeActionSchema: await call(`/v1/${CONNECTION}/connectionSchemaMetadata:getAction?actionId=GreetCaller`),
    ConnectionSchemaMetadata: await call(`/v1/${CONNECTION}/connectionSchemaMetadata:refresh`, json({})),
  };
  for (const [schema, { json: operation }] of Object.entries(started)) {
    expectShape('v1', 'Operation', operation);
    expect((await call(`/v1/${operation.name}`)).json).toEqual(operation);
    const { '@type': metadataType, ...metadata } = operation.metadata;
    expect(metadataType).toBe('type.googleapis.com/google.cloud.connectors.v1.OperationMetadata');
    expectShape('v1', 'OperationMetadata', metadata);
    // Google's schema lacks outputJsonSchema, which the agent kit reads.
    const { '@type': type, outputJsonSchema: _, ...response } = operation.response;
    expect(type).toBe(`type.googleapis.com/google.cloud.connectors.v1.${schema}`);
    expectShape('v1', schema, response);
  }
});

test('every unimplemented method of Google answers 501 with an explanation', async () => {
  const headers = { Authorization: `Bearer ${bed.token}` };
  for (const { id, httpMethod, path } of GOOGLE_METHODS.filter((method) => !BUILT.includes(method.id))) {
    const filled = path
      .replace('{connectionsId}', 'twilio')
      .replace('{locationsId}', 'local')
      .replace(/\{\w+\}/g, 'x');
    const answer = await bed.request(filled, { method: httpMethod, headers });
    expect(answer.status, id).toBe(501);
    expect(answer.json.error.message, id).toMatch(/ is not implemented\. [A-Z].*\.$/);
  }
});
