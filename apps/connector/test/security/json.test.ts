import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createFirstConnection } from '../../src/connections/first-connection.js';
import { compose } from '../../src/runtime/compose.js';
import { openApp } from '../app-bed.js';
import { ADMINISTRATOR_TOKEN, FIRST, type ServerBed, startServerBed } from '../server-bed.js';

// JSON that is nested deeper than the stack is must not fail where it is checked, kept, hashed or written.

const LEVELS = 100_000;
const MAX_LEVELS = 100;
const lists = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
const objects = (levels: number) => '{"a":'.repeat(levels) + '0' + '}'.repeat(levels);

const MESSAGES = `/v2/${FIRST}/entityTypes/Messages/entities`;
const TASK = '/v2/projects/local/locations/local/integrations/ExecuteConnection:execute';
const token = ADMINISTRATOR_TOKEN;

let bed: ServerBed;
beforeAll(async () => {
  bed = await startServerBed({ CONNECTOR_ALLOWED_ACTIONS: '*' });
});
afterAll(() => bed.close());

describe('requests with nested JSON', () => {
  const bodies: readonly (readonly [where: string, method: string, path: string, body: (deep: string) => string])[] = [
    ['the columns of a new entity', 'POST', MESSAGES, (deep) => `{"fields":{"Attributes":${deep}}}`],
    ['an unknown member', 'POST', MESSAGES, (deep) => `{"unknown":${deep}}`],
    ['the payload of the task', 'POST', TASK, (deep) => `{"connectorInputPayload":${deep}}`],
    [
      'the parameters of a tool',
      'POST',
      `/v2/${FIRST}/tools/list_Messages:execute`,
      (deep) => `{"parameters":${deep}}`,
    ],
    [
      'a connection',
      'POST',
      '/v1/projects/p/locations/local/connections?connectionId=c',
      (deep) => `{"labels":${deep}}`,
    ],
    ['a policy', 'POST', `/v1/${FIRST}:setIamPolicy`, (deep) => `{"policy":{"bindings":${deep}}}`],
    ['a secret', 'POST', '/secretmanager/v1/projects/p/secrets?secretId=s', (deep) => `{"labels":${deep}}`],
    ['a token', 'POST', '/admin/v1/tokens', (deep) => `{"bindings":${deep}}`],
  ];

  test.each(bodies)('%s nested 100,000 deep is refused with 400', async (_where, method, path, body) => {
    const sent = bed.simulator.journal.count;
    for (const deep of [lists(LEVELS), objects(LEVELS)]) {
      for (const key of ['', `deep-${Math.random()}`]) {
        const headers = key && { 'Idempotency-Key': key };
        const answer = await bed.call(path, { method, token, body: body(deep), ...(headers && { headers }) });
        expect(answer).toMatchObject({ status: 400, reason: 'INVALID_JSON' });
        expect(answer.json.error.message).toBe(
          'The body is nested more than 100 levels deep. Send JSON with at most 100 levels.',
        );
      }
    }
    expect(bed.simulator.journal.count).toBe(sent);
  });

  test('a payload that is a JSON text is refused if it is nested too deep', async () => {
    for (const deep of [lists(LEVELS), objects(LEVELS), objects(MAX_LEVELS + 1)]) {
      const body = { operation: 'CREATE_ENTITY', entity: 'Messages', connectorInputPayload: deep };
      const answer = await bed.call(TASK, { method: 'POST', token, body });
      expect(answer).toMatchObject({ status: 400, reason: 'INVALID_INPUT' });
      expect(answer.json.error.message).toContain('connectorInputPayload');
    }
  });

  test('a page token that contains deep JSON is refused', async () => {
    const pageToken = Buffer.from(lists(5000)).toString('base64url');
    for (const path of [MESSAGES, '/secretmanager/v1/projects/p/secrets']) {
      expect((await bed.call(`${path}?pageToken=${pageToken}`, { token })).status).toBe(400);
    }
  });

  test('a body may have 100 levels, and brackets in texts do not count', async () => {
    const nested = (levels: number) => ({ method: 'POST', token, body: `{"unknown":${objects(levels - 1)}}` });
    expect(await bed.call(MESSAGES, nested(MAX_LEVELS))).toMatchObject({ reason: 'UNKNOWN_FIELD' });
    expect(await bed.call(MESSAGES, nested(MAX_LEVELS + 1))).toMatchObject({ reason: 'INVALID_JSON' });
    const Body = String.raw`\"[{`.repeat(200);
    const body = `{"fields":{"To":"+15550100001","Sender":"+15550100100","Body":"${Body}"}}`;
    expect((await bed.call(MESSAGES, { method: 'POST', token, body })).status).toBe(200);
    const siblings = `{"unknown":[${Array.from({ length: 500 }, () => '[]').join()}]}`;
    expect(await bed.call(MESSAGES, { method: 'POST', token, body: siblings })).toMatchObject({
      reason: 'UNKNOWN_FIELD',
    });
  });
});

describe('answers of Twilio with nested JSON', () => {
  const SID = `MM${'1'.repeat(32)}`;
  /** The app over a Twilio that answers every request with the text. */
  function over(text: string, status = 200) {
    const connection = createFirstConnection({ accountSid: `AC${'1'.repeat(32)}`, allowedActions: ['ExecuteRequest'] });
    const headers = { 'Content-Type': 'application/json' };
    const fetch = async () => new Response(text, { status, headers });
    return openApp(compose(connection, { credentials: { authToken: 'x'.repeat(32) }, fetch }));
  }

  test('a column that is nested too deep is null in the row, with a warning', async () => {
    const uris = (levels: number) => `{"messages":[{"sid":"${SID}","subresource_uris":${objects(levels)}}]}`;
    for (const levels of [LEVELS, MAX_LEVELS + 1]) {
      const { status, json } = await over(uris(levels))(MESSAGES);
      expect(status).toBe(200);
      expect(json.entities[0].fields).toMatchObject({ Sid: SID, SubresourceUris: null });
      expect(json.metadata.twilio.warnings).toContain('Messages.SubresourceUris could not be read and is null');
    }
    const { json } = await over(uris(MAX_LEVELS))(MESSAGES);
    expect(json.entities[0].fields.SubresourceUris).toHaveProperty('a.a.a');
  });

  test('an answer to any request is an error if it is nested too deep, without a claim that nothing was done', async () => {
    const request = over(`{"sid":"x","deep":${objects(LEVELS)}}`);
    const execute = (Method: string) =>
      request(`/v2/${FIRST}/actions/ExecuteRequest:execute`, {
        method: 'POST',
        body: JSON.stringify({ parameters: { Path: '/v1/Things', Method } }),
      });
    expect((await execute('GET')).json.error.details[0]).toMatchObject({ reason: 'UNREADABLE_ANSWER' });
    expect((await execute('POST')).json.error.details[0]).toMatchObject({ reason: 'OUTCOME_UNKNOWN' });
  });

  test('an error of Twilio that is nested too deep keeps its status', async () => {
    const { json } = await over(`{"code":21211,"message":"x","details":${objects(LEVELS)}}`, 400)(MESSAGES);
    expect(json.error).toMatchObject({ code: 400, status: 'INVALID_ARGUMENT' });
  });
});
