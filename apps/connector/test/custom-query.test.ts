import { google } from 'googleapis';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CONNECTION, json, startTestBed, type TestBed } from './test-bed.js';

let bed: TestBed;
let readOnly: TestBed;
beforeAll(async () => {
  [bed, readOnly] = await Promise.all([startTestBed(), startTestBed({ CONNECTOR_ALLOWED_OPERATIONS: 'LIST,GET' })]);
});
beforeEach(() => bed.simulator.reset());
afterAll(() => Promise.all([bed.close(), readOnly.close()]));

const NAME = 'ExecuteCustomQuery';
const SEND = `insert into messages ("to", sender, body) values ('+15550100001', '+15550100100', 'x')`;

const connections = () =>
  google.connectors({ version: 'v2', rootUrl: `${bed.url}/`, headers: { Authorization: `Bearer ${bed.token}` } })
    .projects.locations.connections;
const execute = (parameters: unknown, { on = bed, validateOnly = false } = {}) =>
  on.call(`/actions/${NAME}:execute?validateOnly=${validateOnly}`, json({ parameters }));

/** Executes the Connectors task, as Google's agent kit does. */
const executeTask = (inputs: Readonly<Record<string, unknown>>) =>
  bed.request('/v2/projects/local/locations/local/integrations/ExecuteConnection:execute', {
    ...json({ connectionName: CONNECTION, serviceName: '', host: '', action: NAME, ...inputs }),
    headers: { Authorization: `Bearer ${bed.token}` },
  });

describe('the action ExecuteCustomQuery', () => {
  test('is described wherever actions are', async () => {
    const { data } = await connections().actions.list({ parent: CONNECTION, pageSize: 200 });
    const listed = data.actions?.find(({ name }) => name === NAME);
    expect(listed?.displayName).toBe('Execute Custom Query');
    expect(listed?.inputParameters?.map(({ name, nullable }) => [name, nullable])).toEqual([
      ['query', false],
      ['queryParameters', true],
      ['maxRows', true],
      ['timeout', true],
    ]);
    const { json: tools } = await bed.call(`/tools?toolNames=${NAME}`);
    expect(tools.tools).toEqual([expect.objectContaining({ name: NAME })]);
    const { json: openApi } = await bed.request('/openapi.json', { headers: { Authorization: `Bearer ${bed.token}` } });
    expect(Object.keys(openApi.paths)).toContainEqual(expect.stringContaining(`/actions/${NAME}:execute`));
  });

  test("answers as executeSqlQuery does, with Google's parameters", async () => {
    const query = {
      query: 'SELECT Sid, Status FROM Messages WHERE DateSent > ? AND Status = ?',
      queryParameters: [
        { value: '2020-01-01T00:00:00Z', dataType: 'TIMESTAMP' },
        { value: 'delivered', dataType: 'VARCHAR' },
      ],
      maxRows: 3,
    };
    const name = `${CONNECTION}/actions/${NAME}`;
    const { data } = await connections().actions.execute({ name, requestBody: { parameters: query } });
    const requestBody = { query: { ...query, maxRows: '3' } };
    const direct = await connections().executeSqlQuery({ connection: CONNECTION, requestBody });
    expect(data.results).toHaveLength(3);
    expect(data.results).toEqual(direct.data.results);
    const { columns } = (data.metadata?.twilio ?? {}) as Readonly<Record<string, unknown>>;
    expect(columns).toEqual([
      { name: 'Sid', type: 'text' },
      { name: 'Status', type: 'text' },
    ]);
  });

  test('says what it would do, and sends nothing', async () => {
    const { json: answer } = await execute({ query: SEND }, { validateOnly: true });
    expect(answer.metadata.twilio).toMatchObject({
      requests: 0,
      request: { intent: { operation: 'INSERT', table: 'messages' }, rows: 1 },
    });
    expect(bed.simulator.journal.count).toBe(0);
  });

  test.each([
    [{}, 'parameters.query'],
    [{ query: 'select 1', maxRows: -1 }, 'parameters.maxRows'],
    [{ query: 'select ?', queryParameters: [{ value: {} }] }, 'parameters.queryParameters[0]'],
    [{ query: 'select 1', rows: 3 }, 'rows'],
  ])('refuses %j', async (parameters, field) => {
    const { status, json: answer } = await execute(parameters);
    const violation = expect.objectContaining({ fieldViolations: [expect.objectContaining({ field })] });
    expect([status, answer.error.details]).toEqual([400, expect.arrayContaining([violation])]);
  });

  test('is a procedure of its own nowhere: a query in a query could be endless', async () => {
    const { json: answer } = await execute({ query: `call execute_custom_query(query => 'select 1')` });
    expect(answer.error.message).toContain('execute_custom_query');
  });

  test('writes nothing where nothing may be written', async () => {
    const { json: read } = await execute({ query: 'select 1 as one' }, { on: readOnly });
    expect(read.results).toEqual([{ one: 1 }]);
    const { json: write } = await execute({ query: SEND }, { on: readOnly });
    expect(write.error.message).toContain('does not allow INSERT');
    expect(readOnly.simulator.journal.requests().filter(({ method }) => method !== 'GET')).toEqual([]);
  });
});

describe('the Connectors task', () => {
  test("returns as many rows as the agent kit's pageSize says", async () => {
    const inputs = { operation: 'EXECUTE_QUERY', query: 'select sid from messages', timeout: 120, pageSize: 2 };
    const { json: answer } = await executeTask(inputs);
    expect(answer.connectorOutputPayload).toHaveLength(2);
  });

  test('takes the query of an exported integration, whose references to other variables mean nothing here', async () => {
    const ask = (config: unknown, more: object = {}) =>
      executeTask({ operation: 'EXECUTE_QUERY', executeQueryRequestConfig: config, ...more });
    const sql = 'select sid from messages';
    const { json: plain } = await ask({ query: sql, pageSize: 2, deadlineInSeconds: 120 });
    expect(plain.connectorOutputPayload).toHaveLength(2);
    const references = { query: { referenceKey: '$query$' }, pageSize: { referenceKey: '$pageSize$' } };
    const jsonValue = JSON.stringify({ '@type': 'type.googleapis.com/ExecuteQueryRequestConfig', ...references });
    const exported = { key: 'executeQueryRequestConfig', value: { jsonValue } };
    const { json: referring } = await ask(exported, { query: sql, pageSize: 3 });
    expect(referring.connectorOutputPayload).toHaveLength(3);
    const { json: wrong } = await ask('select 1');
    expect(wrong.error.message).toBe('The input executeQueryRequestConfig must be an object.');
    const { json: late } = await ask({ query: sql, deadlineInSeconds: 'soon' });
    expect(late.error.message).toContain('deadlineInSeconds');
  });

  test('executes the action with its parameters as the payload', async () => {
    const connectorInputPayload = { query: 'select 1 as one' };
    const { json: answer } = await executeTask({ operation: 'EXECUTE_ACTION', connectorInputPayload });
    expect(answer).toEqual({ connectorOutputPayload: [{ one: 1 }] });
  });
});
