import { describe, expect, test } from 'vitest';
import type { Resource, Verb } from '../src/model/resource.js';
import { PAGING_PARAMETERS, type Parameter } from '../src/twilio/operation.js';
import { responseValidatorsOf } from './openapi-schema.js';
import { operations, prepare, templateOf, valuesOf } from './requests.js';
import { simulate } from './simulate.js';

const METHODS = { list: 'GET', get: 'GET', create: 'POST', update: 'POST', delete: 'DELETE' } as const;

/** Whether a value must be a boolean, a number or a time. */
function isTyped({ items, ...own }: Parameter): boolean {
  const { type = '', format = '' } = items ?? own;
  return ['boolean', 'integer', 'number'].includes(type) || format.startsWith('date');
}

/**
 * Whether the path can name an entity that does not exist. Lookup has a response for every number, and a participant can be
 * added to a conference of any name.
 */
function canBeNotFound(resource: Resource, verb: Verb): boolean {
  if (resource.name === 'Participants' && verb === 'create') return false;
  return resource.name !== 'PhoneNumberLookup' && templateOf(resource, verb).includes('{');
}

/** The maximum page sizes that Twilio's documents give, where they differ from those of the product. */
const MAX_PAGE_SIZES: Readonly<Record<string, number>> = {
  'list CallSummaries': 25,
  'list ConversationRoles': 50,
  'list ConversationUsers': 50,
  'list UserConversations': 50,
};

/** Lists that are empty initially. */
const EMPTY = new Set(['list IncomingPhoneNumbersCategory (Mobile)', 'list IncomingPhoneNumbersCategory (TollFree)']);

describe.each(operations)('$name', ({ resource, verb, name }) => {
  const { product } = resource;
  const operation = resource.operations[verb] ?? { status: 0 };
  const parameters = Object.entries({ ...operation.query, ...operation.form });
  const location = operation.form ? 'form' : 'query';

  /** Sends a valid request, optionally changed, and returns the response. */
  async function ask(
    change: (given: Record<string, string>) => void = () => {},
    given?: Readonly<Record<string, string>>,
  ) {
    const simulated = simulate();
    const { path, form } = await prepare(resource, verb, simulated);
    const sent: Record<string, string> = { ...(location === 'form' ? form : (given ?? required(operation.query))) };
    change(sent);
    const query = location === 'query' ? `?${new URLSearchParams(sent).toString()}` : '';
    return simulated.ask(METHODS[verb], product, path + query, location === 'form' ? sent : undefined);
  }

  /** The violations of Twilio's own document; undefined when there are none. */
  function violationsOf({ status, body }: Awaited<ReturnType<typeof ask>>) {
    const validate = responseValidatorsOf(resource, verb).get(status);
    if (!validate) return `${status} ${JSON.stringify(body)}`;
    return validate(status === 204 ? null : body) ? undefined : validate.errors;
  }

  test(`${name} returns a response that matches Twilio’s OpenAPI`, async () => {
    const answer = await ask();
    expect(violationsOf(answer)).toBeUndefined();
    expect(answer.status).toBe(operation.status);
    const entities = answer.body?.[operation.collection ?? ''];
    if (verb === 'list' && !EMPTY.has(name)) expect(entities).not.toHaveLength(0);
  });

  test.each(verb === 'list' ? ['filter'] : [])(`${name} accepts every %s`, async () => {
    const { PageToken: _, ...all } = valuesOf(operation.query ?? {});
    expect(violationsOf(await ask(undefined, all))).toBeUndefined();
  });

  test(`${name} rejects an unknown parameter`, async () => {
    const answer = await ask((sent) => (sent.Nonsense = '1'));
    expect(answer).toMatchObject({ status: 400, body: { code: 20_001, message: 'Unknown parameter: Nonsense' } });
  });

  test.each(parameters.filter(([, { required: isRequired }]) => isRequired))(
    `${name} requires the parameter %s`,
    async (parameter) => {
      const { status, body } = await ask((sent) => delete sent[parameter]);
      expect([status, body.status]).toEqual([400, 400]);
      expect(body.code).toBe(resource.refusals?.[parameter]?.[0] ?? 20_001);
    },
  );

  test.each(parameters.filter(([, { pattern }]) => pattern))(
    `${name} rejects a malformed SID in %s`,
    async (parameter) => {
      const { status, body } = await ask((sent) => (sent[parameter] = 'XX1'));
      expect([status, body.code]).toEqual([400, resource.refusals?.[parameter]?.[0] ?? 20_001]);
    },
  );

  test.each(parameters.filter(([, { enum: values, items }]) => values ?? items?.enum))(
    `${name} rejects an unknown enum value in %s`,
    async (parameter) => {
      const { status, body } = await ask((sent) => (sent[parameter] = 'no-such-word'));
      expect([status, body.code]).toEqual([400, resource.refusals?.[parameter]?.[0] ?? 20_001]);
    },
  );

  test.each(parameters.filter(([name, schema]) => isTyped(schema) && !PAGING_PARAMETERS.includes(name)))(
    `${name} rejects a value of another type in %s`,
    async (parameter) => {
      const { status, body } = await ask((sent) => (sent[parameter] = 'nothing-of-the-kind'));
      expect([status, body.code]).toEqual([400, resource.refusals?.[parameter]?.[0] ?? 20_001]);
    },
  );

  test.each(operation.query?.PageSize && operation.paging ? ['the maximum page size'] : [])(
    `${name} accepts %s and cuts a larger one`,
    async () => {
      const maximum = MAX_PAGE_SIZES[name] ?? (product === 'conversations' || product === 'chat' ? 100 : 1000);
      expect((await ask(undefined, { PageSize: String(maximum) })).status).toBe(200);
      const { status, body } = await ask(undefined, { PageSize: String(maximum + 1) });
      const size = (body.meta as { page_size?: number } | undefined)?.page_size ?? body.page_size;
      expect([status, size]).toEqual([200, maximum]);
    },
  );

  test.each(canBeNotFound(resource, verb) ? ['an unknown SID'] : [])(`${name} returns 404 for %s`, async () => {
    const simulated = simulate();
    const { path, form } = await prepare(resource, verb, simulated, { withUnknownSid: true });
    const { status, body } = await simulated.ask(METHODS[verb], product, path, location === 'form' ? form : undefined);
    expect([status, body.code]).toEqual([404, 20_404]);
  });
});

test('the comparison with Twilio’s OpenAPI detects undeclared and missing properties', async () => {
  const [list] = operations.filter(({ name }) => name === 'list Queues');
  const { body } = await simulate().get('/Queues.json');
  const validate = list && responseValidatorsOf(list.resource, 'list').get(200);
  expect(validate?.(body)).toBe(true);
  const queues = [{ ...(body.queues as readonly object[])[0], made_up: null }];
  expect(validate?.({ ...body, queues })).toBe(false);
  expect(validate?.({ ...body, queues: [{ sid: 'QU1' }] })).toBe(false);
});

function required(query: Parameters<typeof valuesOf>[0] = {}): Readonly<Record<string, string>> {
  return valuesOf(Object.fromEntries(Object.entries(query).filter(([, schema]) => schema.required)));
}
