import { describe, expect, test } from 'vitest';
import type { Resource, Verb } from '../src/model/resource.js';
import type { Parameter } from '../src/twilio/operation.js';
import { answersOf } from './openapi-schema.js';
import { operations, prepare, templateOf, valuesOf } from './requests.js';
import { simulate } from './simulate.js';

const METHODS = { list: 'GET', get: 'GET', create: 'POST', update: 'POST', delete: 'DELETE' } as const;

const PAGING = new Set(['PageSize', 'Page', 'PageToken']);

/** Whether a value has to be a number, a switch or a time. */
function isMeasured({ items, ...own }: Parameter): boolean {
  const { type = '', format = '' } = items ?? own;
  return ['boolean', 'integer', 'number'].includes(type) || format.startsWith('date');
}

/** Lookup has an answer for everything. */
function isNamed(resource: Resource, verb: Verb): boolean {
  return resource.name !== 'PhoneNumberLookup' && templateOf(resource, verb).includes('{');
}

/** Lists that have no entities before somebody makes them. */
const EMPTY = new Set([
  'list DependentPhoneNumbers',
  'list IncomingPhoneNumbersCategory (Mobile)',
  'list IncomingPhoneNumbersCategory (TollFree)',
]);

describe.each(operations)('$name', ({ resource, verb, name }) => {
  const { product } = resource;
  const operation = resource.operations[verb] ?? { status: 0 };
  const parameters = Object.entries({ ...operation.query, ...operation.form });
  const place = operation.form ? 'form' : 'query';

  /** What is answered to the valid request, or to one that is changed. */
  async function ask(
    change: (given: Record<string, string>) => void = () => {},
    given?: Readonly<Record<string, string>>,
  ) {
    const simulated = simulate();
    const { path, form } = await prepare(resource, verb, simulated);
    const sent: Record<string, string> = { ...(place === 'form' ? form : (given ?? required(operation.query))) };
    change(sent);
    const query = place === 'query' ? `?${new URLSearchParams(sent).toString()}` : '';
    return simulated.ask(METHODS[verb], product, path + query, place === 'form' ? sent : undefined);
  }

  /** By Twilio's own document; undefined when it is as declared. */
  function faultsOf({ status, body }: Awaited<ReturnType<typeof ask>>) {
    const validate = answersOf(resource, verb).get(status);
    if (!validate) return `${status} ${JSON.stringify(body)}`;
    return validate(status === 204 ? null : body) ? undefined : validate.errors;
  }

  test('answers as Twilio’s OpenAPI says', async () => {
    const answer = await ask();
    expect(faultsOf(answer)).toBeUndefined();
    expect(answer.status).toBe(operation.status);
    const entities = answer.body?.[operation.collection ?? ''];
    if (verb === 'list' && !EMPTY.has(name)) expect(entities).not.toHaveLength(0);
  });

  test.each(verb === 'list' ? ['filter'] : [])('takes every %s', async () => {
    const { PageToken: _, ...all } = valuesOf(operation.query ?? {});
    expect(faultsOf(await ask(undefined, all))).toBeUndefined();
  });

  test('refuses a parameter that it does not have', async () => {
    const answer = await ask((sent) => (sent.Nonsense = '1'));
    expect(answer).toMatchObject({ status: 400, body: { code: 20_001, message: 'Unknown parameter: Nonsense' } });
  });

  test.each(parameters.filter(([, { required: isRequired }]) => isRequired))('needs %s', async (parameter) => {
    const { status, body } = await ask((sent) => delete sent[parameter]);
    expect([status, body.status]).toEqual([400, 400]);
    expect(body.code).toBe(resource.refusals?.[parameter]?.[0] ?? 20_001);
  });

  test.each(parameters.filter(([, { pattern }]) => pattern))('%s takes no malformed SID', async (parameter) => {
    const { status, body } = await ask((sent) => (sent[parameter] = 'XX1'));
    expect([status, body.code]).toEqual([400, resource.refusals?.[parameter]?.[0] ?? 20_001]);
  });

  test.each(parameters.filter(([, { enum: values, items }]) => values ?? items?.enum))(
    '%s takes no other word',
    async (name) => {
      const { status, body } = await ask((sent) => (sent[name] = 'no-such-word'));
      expect([status, body.code]).toEqual([400, resource.refusals?.[name]?.[0] ?? 20_001]);
    },
  );

  test.each(parameters.filter(([name, schema]) => isMeasured(schema) && !PAGING.has(name)))(
    '%s takes nothing of another kind',
    async (name) => {
      const { status, body } = await ask((sent) => (sent[name] = 'nothing-of-the-kind'));
      expect([status, body.code]).toEqual([400, resource.refusals?.[name]?.[0] ?? 20_001]);
    },
  );

  test.each(operation.query?.PageSize ? ['1000, or what the product allows'] : [])(
    'takes a page of %s, and no larger one',
    async () => {
      const most = product === 'conversations' || product === 'chat' ? 100 : name === 'list CallSummaries' ? 25 : 1000;
      expect((await ask(undefined, { PageSize: String(most) })).status).toBe(200);
      const { status, body } = await ask(undefined, { PageSize: String(most + 1) });
      expect([status, body.code]).toEqual([400, 20_007]);
    },
  );

  test.each(isNamed(resource, verb) ? ['nothing has'] : [])('is not found below a SID that %s', async () => {
    const simulated = simulate();
    const { path, form } = await prepare(resource, verb, simulated, { ofNothing: true });
    const { status, body } = await simulated.ask(METHODS[verb], product, path, place === 'form' ? form : undefined);
    expect([status, body.code]).toEqual([404, 20_404]);
  });
});

test('an answer with a property that Twilio does not declare is found out', async () => {
  const [list] = operations.filter(({ name }) => name === 'list Queues');
  const { body } = await simulate().get('/Queues.json');
  const validate = list && answersOf(list.resource, 'list').get(200);
  expect(validate?.(body)).toBe(true);
  const queues = [{ ...(body.queues as readonly object[])[0], made_up: null }];
  expect(validate?.({ ...body, queues })).toBe(false);
  expect(validate?.({ ...body, queues: [{ sid: 'QU1' }] })).toBe(false);
});

function required(query: Parameters<typeof valuesOf>[0] = {}): Readonly<Record<string, string>> {
  return valuesOf(Object.fromEntries(Object.entries(query).filter(([, schema]) => schema.required)));
}
