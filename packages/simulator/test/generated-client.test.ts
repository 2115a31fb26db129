import { type OpenAPIClient, OpenAPIClientAxios } from 'openapi-client-axios';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { DOCUMENTS, readDocument } from '../scripts/operation-index.js';
import { type RunningSimulator, startSimulator } from '../src/index.js';
import { type Product, PRODUCTS } from '../src/twilio/operation.js';
import { ARRANGEMENTS } from './arrangements.js';
import { documentNameOf, operationIdOf } from './openapi-schema.js';
import { operations, paramsOf, valuesOf } from './requests.js';

let running: RunningSimulator;
beforeAll(async () => {
  running = await startSimulator();
});
beforeEach(() => running.simulator.reset());
afterAll(() => running.close());

/** Generates a client from a document of a product, with a method per operation. */
async function generate(product: Product, document: string): Promise<OpenAPIClient> {
  const { accountSid: username, authToken: password } = running.simulator;
  const api = new OpenAPIClientAxios({
    definition: readDocument(document) as never,
    quick: true,
    axiosConfigDefaults: { auth: { username, password } },
  });
  const client = await api.init();
  client.interceptors.request.use((config) => {
    config.baseURL = `${running.url}/${product}`;
    return config;
  });
  return client;
}

const documents = PRODUCTS.flatMap((product) => DOCUMENTS[product].map((document) => [document, product] as const));

describe.each(documents)('a client generated from the document %s', (document, product) => {
  let client: OpenAPIClient;
  beforeAll(async () => {
    client = await generate(product, document);
  });

  const simple = operations.filter(
    ({ resource, verb }) => documentNameOf(resource) === document && !ARRANGEMENTS[`${verb} ${resource.name}`],
  );
  test.each(simple)('a generated client can call $name', async ({ resource, verb }) => {
    const operation = resource.operations[verb];
    const form = operation?.form && new URLSearchParams(valuesOf(operation.form));
    const call = client[operationIdOf(resource, verb)];
    const answer = await call?.(paramsOf(resource, verb, running), form);
    expect(answer?.status).toBe(operation?.status);
    const entities: unknown = answer?.data[operation?.collection ?? ''];
    if (verb === 'list') expect(entities).toBeInstanceOf(Array);
  });

  const reads = simple
    .concat(operations)
    .filter(({ resource, verb }) => documentNameOf(resource) === document && verb !== 'create');
  test.each(reads.slice(0, 1))(
    'a generated client gets code 20001 for an unknown parameter of $name',
    async ({ resource, verb }) => {
      const call = client[operationIdOf(resource, verb)];
      const answer = call?.(paramsOf(resource, verb, running), undefined, { params: { Nonsense: 1 } });
      await expect(answer).rejects.toMatchObject({ response: { status: 400, data: { code: 20_001 } } });
    },
  );
});
