import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { catalog, type EntityType, entityIdOf } from '@twilio-connector/entities';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openActionBed } from './action-bed.js';
import { createCatalogReader } from './catalog-reader.js';
import { LISTING_RULES } from './listing-rules.js';
import { CONNECTION, json, startTestBed, type TestBed } from './test-bed.js';
import { RULES } from './twilio-rules.js';

const CALLER_ID = 'PN6f5f9bf39cb1801a6e21a5a80d274bdd';

let bed: TestBed;
let document: Record<string, any>;
beforeAll(async () => {
  bed = await startTestBed();
  document = (await bed.request('/openapi.json')).json;
});
beforeEach(() => bed.simulator.reset());
afterAll(() => bed.close());

test('the OpenAPI document is served without a token and contains no data of the account', async () => {
  const { status, headers, text } = await bed.request('/openapi.json');
  expect(status).toBe(200);
  expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
  expect(text).not.toContain(bed.simulator.accountSid);
  expect(document).toMatchObject({ openapi: '3.1.1', security: [{ bearer: [] }] });
});

test('the OpenAPI document is valid OpenAPI 3.1', async () => {
  const withAction = (await openActionBed()('/openapi.json')).json;
  for (const described of [document, withAction]) {
    const validator = new Validator();
    expect(await validator.validate(described)).toEqual({ valid: true });
    expect(validator.version).toBe('3.1');
  }
});

test('the server URL of the OpenAPI document is the address that the client used', async () => {
  const [{ url }] = document.servers;
  const answer = await fetch(`${url}/entityTypes/Messages`, { headers: { Authorization: `Bearer ${bed.token}` } });
  expect(await answer.json()).toMatchObject({ name: 'Messages' });
});

test('behind a proxy that offers https, the server URL has that scheme, and the documents have different tags', async () => {
  const plain = await bed.request('/openapi.json');
  const proxied = await bed.request('/openapi.json', { headers: { 'X-Forwarded-Proto': 'https' } });
  expect(proxied.json.servers).toEqual([{ url: `${bed.url.replace('http:', 'https:')}/v2/${CONNECTION}` }]);
  expect(proxied.headers.get('etag')).not.toBe(plain.headers.get('etag'));
});

test('the OpenAPI document has exactly the operations of the entity types', () => {
  const expected = Object.values<EntityType>(catalog).flatMap(({ name, operations }) =>
    operations.flatMap((operation) => {
      const id = operation.toLowerCase();
      const isWrite = operation === 'UPDATE' || operation === 'DELETE';
      return [`${id}_${name}`, ...(isWrite ? [`${id}WithConditions_${name}`] : [])];
    }),
  );
  const paths = Object.entries<object>(document.paths).filter(([path]) => path.startsWith('/entityTypes/'));
  const operations = paths.flatMap(([, path]) => Object.values<any>(path));
  expect(operations).toHaveLength(expected.length);
  expect(operations.map(({ operationId }) => operationId)).toEqual(expect.arrayContaining(expected));
  const create = document.paths['/entityTypes/Messages/entities'].post;
  expect(create.description).toBe('This sends a message, which costs money and reaches a person.');
  expect(document.paths['/entityTypes/Feedback/entities'].post.deprecated).toBe(true);
});

test('the OpenAPI document has an operation for each allowed action', async () => {
  const { paths, components } = (await openActionBed()('/openapi.json')).json;
  expect(paths['/actions/GreetCaller:execute'].post).toMatchObject({
    operationId: 'execute_GreetCaller',
    summary: 'Greet Caller',
  });
  expect(components.schemas.GreetCallerParameters).toMatchObject({
    required: ['To'],
    properties: { To: { type: 'string' }, Tone: { enum: ['kind', 'curt'] } },
  });
  expect(document.paths['/actions/SendMessage:execute'].post.description).toBe(
    'Sends a message: SMS, MMS, WhatsApp or another channel. This sends a message, which costs money and reaches a person.',
  );
  expect(document.paths).not.toHaveProperty('/actions/BuyPhoneNumber:execute');
});

describe('answers match the OpenAPI document', () => {
  let ajv: Ajv2020;
  beforeAll(() => {
    ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false }).addSchema(document, 'openapi');
  });

  /** Calls an operation. Its answer must be valid by the schema in the document. */
  async function expectDescribed(path: string, verb: string, call: () => ReturnType<TestBed['call']>, status = 200) {
    const answer = await call();
    expect(answer.status, answer.text).toBe(status);
    const response = document.paths[path][verb].responses[status === 200 ? '200' : 'default'];
    const { content } = response.$ref ? document.components.responses.Error : response;
    const validate = ajv.compile({ $ref: `openapi${content['application/json'].schema.$ref}` });
    validate(answer.json);
    expect(validate.errors ?? []).toEqual([]);
    return answer.json;
  }

  const { everything, conditionsOf } = createCatalogReader(() => bed);
  const types = Object.values<EntityType>(catalog);
  const listed = types.filter(({ operations }) => operations.includes('LIST'));

  test.each(listed.map((type) => [type.name, type] as const))(
    'LIST and GET of %s match the OpenAPI document',
    async (name, type) => {
      LISTING_RULES[name]?.prepare?.(bed);
      const path = `/entityTypes/${name}/entities`;
      const query = new URLSearchParams({ pageSize: '200', conditions: await conditionsOf(type) });
      await expectDescribed(path, 'get', () => bed.call(`${path}?${query.toString()}`));
      if (!type.operations.includes('GET')) return;
      const [row = {}] = await everything(type);
      const id = encodeURIComponent(entityIdOf(type, row) ?? '');
      await expectDescribed(`${path}/{entityId}`, 'get', () => bed.call(`${path}/${id}`));
    },
  );

  test.each(['Balance', 'CallAnnotation', 'CallSummary', 'PhoneNumberLookup'])(
    'GET of %s, which cannot be listed, matches the OpenAPI document',
    async (name) => {
      const path = `/entityTypes/${name}/entities`;
      const id = encodeURIComponent(RULES[name]?.id?.(bed) ?? '');
      await expectDescribed(`${path}/{entityId}`, 'get', () => bed.call(`${path}/${id}`));
    },
  );

  test('every kind of write matches the OpenAPI document', async () => {
    const callerIds = '/entityTypes/OutgoingCallerIds/entities';
    const messages = '/entityTypes/Messages/entities';
    const fields = { To: '+15550100001', Sender: '+15550100100', Body: 'Hello' };
    const created = await expectDescribed(messages, 'post', () => bed.call(messages, json({ fields })));
    const patch = { method: 'PATCH', body: JSON.stringify({ fields: { Body: '' } }) };
    await expectDescribed(`${messages}/{entityId}`, 'patch', () =>
      bed.call(`${messages}/${created.fields.Sid}`, patch),
    );
    const rename = `${callerIds}:updateEntitiesWithConditions`;
    const name = json({ fields: { Name: 'Front desk' } });
    await expectDescribed(rename, 'post', () => bed.call(`${rename}?conditions=${CALLER_ID}`, name));
    const removal = `${callerIds}:deleteEntitiesWithConditions`;
    await expectDescribed(removal, 'post', () => bed.call(`${removal}?conditions=${CALLER_ID}`, { method: 'POST' }));
    const send = '/actions/SendMessage:execute';
    await expectDescribed(send, 'post', () => bed.call(send, json({ parameters: fields })));
    const gone = `${callerIds}/{entityId}`;
    await expectDescribed(gone, 'delete', () => bed.call(`${callerIds}/${CALLER_ID}`, { method: 'DELETE' }), 404);
  });
});

test('the OpenAPI document names the connection that it is about', () => {
  expect(document.servers).toEqual([{ url: `${bed.url}/v2/${CONNECTION}` }]);
});
