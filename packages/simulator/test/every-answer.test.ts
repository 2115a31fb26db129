import { describe, expect, test } from 'vitest';
import { follow, openApiDocument, openApiPath, type Schema } from '../scripts/openapi.ts';
import { documentedPath, instancePathOf, type ServedResource } from '../src/engine/served-resource.js';
import type { Verb } from '../src/resources/resource.js';
import { createProbe, everyOperation } from './every-resource.js';
import { createValidator } from './response-schema.js';

const RETIRED = ['Feedback', 'FeedbackSummary'];
const validate = createValidator();

/** What Twilio's OpenAPI says of the answer to an operation. */
function documented({ product, resource }: ServedResource, verb: Verb) {
  const isCollection = verb === 'list' || verb === 'create';
  const path = documentedPath(isCollection ? resource.path! : instancePathOf(resource), resource);
  const method = { list: 'get', get: 'get', create: 'post', update: 'post', delete: 'delete' }[verb];
  const { responses } = openApiPath(product, path)!.item[method]!;
  return { responses, document: openApiDocument(product, path) };
}

describe('the answer of every operation is as Twilio’s OpenAPI says', () => {
  const current = everyOperation.filter(([, { resource }]) => !RETIRED.includes(resource.name));

  test.each(current)('%s', async (_name, served, verb) => {
    const response = await createProbe().ask(served, verb);
    const text = await response.text();
    const { responses, document } = documented(served, verb);
    expect([response.ok, String(response.status) in responses], text).toEqual([true, true]);
    const schema = responses[response.status]?.content?.['application/json']?.schema;
    expect(schema === undefined).toBe(text === '');
    if (!schema) return;
    const body = JSON.parse(text) as Readonly<Record<string, unknown>>;
    expect(validate(schema, document, body)).toEqual([]);
    if (verb === 'list') expect((body[served.operations.list!.collection!] as unknown[]).length).toBeGreaterThan(0);
  });
});

test('the validation finds an undeclared property, a wrong kind and a null', () => {
  const document = openApiDocument('api', '/2010-04-01/Accounts');
  const schema: Schema = follow({ $ref: '#/components/schemas/api.v2010.account.queue' }, document);
  expect(validate(schema, document, { sid: `QU${'0'.repeat(32)}`, max_size: 1 })).toEqual([]);
  for (const wrong of [{ color: 'red' }, { sid: 'QU1' }, { max_size: null }, { date_created: '2024-01-01' }]) {
    expect(validate(schema, document, wrong)).not.toEqual([]);
  }
});
