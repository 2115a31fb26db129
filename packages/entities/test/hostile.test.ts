import { describe, expect, test } from 'vitest';
import { createEntities, type Send, type TwilioAnswer } from '../src/index.js';

const SM = (number: number) => `SM${String(number).padStart(32, '0')}`;
const answering = (...bodies: unknown[]): Send & { queries: unknown[] } => {
  const queries: unknown[] = [];
  const send = async ({ query }: Parameters<Send>[0]): Promise<TwilioAnswer> => {
    queries.push(query);
    return { status: 200, body: bodies[Math.min(queries.length, bodies.length) - 1], attempts: 1 };
  };
  return Object.assign(send, { queries });
};
const message = { To: '+15550100001', Sender: '+15550100100', Body: 'x' };

describe('incomplete answers', () => {
  test.each([undefined, {}, { sid: null }, []])(
    'a write that Twilio answers with %j fails with OUTCOME_UNKNOWN',
    async (body) => {
      const entities = createEntities({ send: answering(body) });
      await expect(entities.create('Messages', message)).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
      await expect(entities.update('Messages', SM(1), { Body: '' })).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
      await expect(entities.get('Messages', SM(1))).rejects.toMatchObject({ code: 'UNREADABLE_ANSWER' });
    },
  );

  test('a list with rows without a key fails with UNREADABLE_ANSWER', async () => {
    const entities = createEntities({ send: answering({ messages: [{ sid: SM(1) }, { body: 'x' }] }) });
    await expect(entities.list('Messages')).rejects.toMatchObject({ code: 'UNREADABLE_ANSWER' });
  });

  test('a Twilio page larger than requested is returned in several pages', async () => {
    const messages = Array.from({ length: 12 }, (_, index) => ({ sid: SM(index) }));
    const entities = createEntities({ send: answering({ messages }) });
    const seen: string[] = [];
    let pageToken: string | undefined;
    do {
      const page = await entities.list('Messages', { pageSize: 5, pageToken });
      seen.push(...page.entities.map(({ Sid }) => Sid));
      pageToken = page.nextPageToken;
    } while (pageToken);
    expect(seen).toEqual(messages.map(({ sid }) => sid));
  });
});

describe('hostile conditions', () => {
  const entities = createEntities({ send: answering({ messages: [] }) });

  test.each(["To constructor 'x'", "To toString 'x'", "To __proto__ 'x'"])(
    'the condition %s is refused',
    async (conditions) => {
      await expect(entities.list('Messages', { conditions })).rejects.toMatchObject({
        code: 'INVALID_CONDITION',
        position: 3,
      });
    },
  );

  test('a condition with more than 1,000 comparisons is refused', async () => {
    const conditions = Array.from({ length: 1001 }, (_, index) => `To = '${index}'`).join(' AND ');
    await expect(entities.list('Messages', { conditions })).rejects.toThrow(
      'A condition can have at most 1000 comparisons; this one has 1001.',
    );
  });

  test('a condition or input with a nonexistent day is refused', async () => {
    for (const day of ['2023-02-30', '2023-02-30T00:00:00Z', '2023-13-01T00:00:00Z']) {
      await expect(entities.list('Messages', { conditions: `DateSent >= '${day}'` })).rejects.toMatchObject({
        code: 'INVALID_CONDITION',
      });
    }
    const late = entities.create('Messages', { ...message, SendAt: '2026-02-30T10:00:00Z' });
    await expect(late).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  test('a bound beyond the year 9999 is not pushed down', async () => {
    const send = answering({ messages: [] });
    await createEntities({ send }).list('Messages', { conditions: "DateSent <= '9999-12-31'" });
    expect(send.queries).toEqual([{ PageSize: 25 }]);
  });

  test('two values of one pseudo-column are refused', async () => {
    const conditions = 'IncludeSoftDeleted = true AND IncludeSoftDeleted = false';
    await expect(entities.list('Recordings', { conditions })).rejects.toThrow(
      'IncludeSoftDeleted can be compared only once.',
    );
  });

  test('an empty IN or OR matches no row', async () => {
    for (const conditions of [{ field: 'To', operator: 'IN', value: [] }, { or: [] }] as const) {
      expect((await entities.list('Messages', { conditions })).entities).toEqual([]);
    }
  });
});

describe('hostile inputs', () => {
  const entities = createEntities({ send: answering({ sid: SM(1) }) });

  test('tens of thousands of unknown columns are refused with a short message', async () => {
    const input = Object.fromEntries(Array.from({ length: 60_000 }, (_, index) => [`c${index}`, 1]));
    const error = await entities.create('Messages', input as never).catch((reason: unknown) => reason);
    expect(JSON.stringify(error).length + String(error).length).toBeLessThan(20_000);
    expect(String(error)).toContain('and 59903 more');
  });

  test('deeply nested JSON, decimals without digits and empty lists are refused', async () => {
    const deep = JSON.parse(`${'['.repeat(5000)}${']'.repeat(5000)}`) as unknown;
    for (const bad of [{ ContentVariables: deep }, { MaxPrice: '-.' }, { MaxPrice: '' }, { MediaUrl: [] }]) {
      await expect(entities.create('Messages', { ...message, ...bad })).rejects.toMatchObject({
        code: 'INVALID_INPUT',
      });
    }
  });

  test.each([Number.NaN, -1, 1.5])('rows() refuses the limit %d', (limit) => {
    expect(() => entities.rows('Messages', { limit })).toThrow('limit must be a whole number');
  });
});

test('a LIST of many missing keys stops early and returns a page token', async () => {
  const send: Send = async () => {
    throw Object.assign(new Error('not found'), { status: 404, attempts: 1 });
  };
  const keys = Array.from({ length: 900 }, (_, index) => `'${SM(index)}'`);
  const entities = createEntities({ send });
  const page = await entities.list('Messages', { conditions: `Sid IN (${keys.join()})` });
  expect(page.entities).toEqual([]);
  expect(page.metadata.requests).toBeLessThanOrEqual(520);
  expect(page.nextPageToken).toBeDefined();
});

test('rows() reads no page twice, even if the residual filter drops rows', async () => {
  const all = Array.from({ length: 5000 }, (_, index) => ({ sid: SM(index), body: index % 10 < 6 ? 'yes' : 'no' }));
  let requests = 0;
  const send: Send = async ({ query = {} }) => {
    requests += 1;
    const start = Number(query.PageToken ?? 0);
    const messages = all.slice(start, start + Number(query.PageSize));
    const nextPage = {
      method: 'GET' as const,
      path: '/',
      query: { Page: 1, PageToken: String(start + messages.length) },
    };
    return { status: 200, body: { messages }, attempts: 1, ...(start + messages.length < all.length && { nextPage }) };
  };
  let count = 0;
  for await (const row of createEntities({ send }).rows('Messages', { conditions: "Body LIKE 'yes'" }))
    count += row.Body === 'yes' ? 1 : 0;
  expect(count).toBe(3000);
  expect(requests).toBe(5);
});
