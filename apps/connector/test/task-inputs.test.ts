import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { CONNECTION, startTestBed, type TestBed } from './test-bed.js';

const PATH = '/v2/projects/local/locations/local/integrations/ExecuteConnection:execute';
const CALL = 'CAaa4a99c300bd9d1bcc0d1ae9dcd248c6';

let bed: TestBed;
beforeAll(async () => {
  bed = await startTestBed();
});
beforeEach(() => bed.simulator.reset());
afterAll(() => bed.close());

function execute(inputs: Readonly<Record<string, unknown>>, { at = bed, query = '' } = {}) {
  const body = JSON.stringify({ connectionName: CONNECTION, ...inputs });
  return at.request(PATH + query, { method: 'POST', body, headers: { Authorization: `Bearer ${at.token}` } });
}

/** A parameter in the format of an exported integration. */
const parameter = (key: string, value: Readonly<Record<string, unknown>>) => ({ [key]: { key, value } });

test('the Connectors task accepts its parameters in the format of an exported integration', async () => {
  const exported = {
    ...parameter('actionName', { stringValue: 'ExecuteCustomQuery' }),
    ...parameter('config', {}),
    ...parameter('connectionName', { stringValue: CONNECTION }),
    ...parameter('connectionVersion', { stringValue: '' }),
    ...parameter('connectorInputPayload', { stringValue: '' }),
    ...parameter('connectorOutputPayload', { stringValue: '$`Task_1_connectorOutputPayload`$' }),
    ...parameter('dynamicAuthConfig', { jsonValue: 'null' }),
    ...parameter('enableDynamicConnection', { booleanValue: true }),
    ...parameter('entityId', { stringValue: '' }),
    ...parameter('entityType', { stringValue: 'Recordings' }),
    ...parameter('executeQueryRequestConfig', { jsonValue: '{"query": {"referenceKey": "$query$"}}' }),
    ...parameter('filterClause', { stringValue: "Status = 'completed'" }),
    ...parameter('host', { stringValue: '' }),
    ...parameter('listEntitiesNextPageToken', { stringValue: '$`Task_1_listEntitiesNextPageToken`$' }),
    ...parameter('listEntitiesPageSize', { intValue: '5' }),
    ...parameter('listEntitiesPageToken', { stringValue: '' }),
    ...parameter('listEntitiesSortByColumns', { stringArray: { stringValues: ['Duration DESC'] } }),
    ...parameter('operation', { stringValue: 'LIST_ENTITIES' }),
    ...parameter('serviceName', { stringValue: '' }),
    ...parameter('timeout', { intValue: '0' }),
    ...parameter('useHttpHeaderForDynamicAuthConfig', { booleanValue: false }),
  };
  const { json } = await execute(exported);
  const durations = json.connectorOutputPayload.map((row: { Duration: number }) => row.Duration);
  expect(durations).toHaveLength(5);
  expect(durations).toEqual(durations.toSorted((a: number, b: number) => b - a));
  const create = await execute({
    ...exported,
    ...parameter('operation', { stringValue: 'CREATE_ENTITY' }),
    ...parameter('entityType', { stringValue: 'Feedback' }),
    ...parameter('filterClause', { stringValue: '' }),
    ...parameter('connectorInputPayload', {
      jsonValue: '{"Sid": "CAdefbf2b4caa7df11dc48106385e32345", "QualityScore": 5}',
    }),
  });
  expect(create.json).toEqual({ connectorOutputPayload: { Sid: 'CAdefbf2b4caa7df11dc48106385e32345' } });
});

test('LIST_ENTITIES returns pages of up to 50,000 entities', async () => {
  const large = await startTestBed({ SIMULATOR_ROWS: '0', CONNECTOR_MIN_NODES: '50' });
  try {
    const sidOf = (index: number) => `SM${String(index).padStart(32, '0')}`;
    large.simulator.seed(
      'Messages',
      Array.from({ length: 50_010 }, (_, index) => ({ sid: sidOf(index), body: 'Hello' })),
    );
    const list = (inputs: Readonly<Record<string, unknown>>) =>
      execute({ entity: 'Messages', operation: 'LIST_ENTITIES', ...inputs }, { at: large });
    // A page size above the maximum is reduced to the maximum.
    const first = await list({ pageSize: 60_000 });
    expect(first.json.connectorOutputPayload).toHaveLength(50_000);
    expect(first.headers.get('x-twilio-requests')).toBe('50');
    const second = await list({ pageSize: 50_000, pageToken: first.json.nextPageToken });
    expect(second.json.connectorOutputPayload).toHaveLength(10);
    expect(second.json).not.toHaveProperty('nextPageToken');
    const sids = [first, second].flatMap(({ json }) => json.connectorOutputPayload as { readonly Sid: string }[]);
    expect(new Set(sids.map(({ Sid }) => Sid)).size).toBe(50_010);
  } finally {
    await large.close();
  }
});

test('the Connectors task with validateOnly returns the request to Twilio without sending it', async () => {
  const before = bed.simulator.journal.count;
  const deletion = { entity: 'Calls', operation: 'DELETE_ENTITY', entityId: CALL };
  const answer = await execute(deletion, { query: '?validateOnly=true' });
  expect(answer.json.connectorOutputPayload).toEqual({
    method: 'DELETE',
    path: `/2010-04-01/Accounts/{AccountSid}/Calls/${CALL}.json`,
  });
  expect(bed.simulator.journal.count).toBe(before);
});
