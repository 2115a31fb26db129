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

describe('answers that are not whole', () => {
  test.each([undefined, {}, { sid: null }, []])(
    'a write that is answered %j may have been carried out',
    async (body) => {
      const entities = createEntities({ send: answering(body) });
      await expect(entities.create('Messages', message)).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
      await expect(entities.update('Messages', SM(1), { Body: '' })).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
      await expect(entities.get('Messages', SM(1))).rejects.toMatchObject({ code: 'UNREADABLE_ANSWER' });
    },
  );

  test('rows without a key are no list', async () => {
    const entities = createEntities({ send: answering({ messages: [{ sid: SM(1) }, { body: 'x' }] }) });
    await expect(entities.list('Messages')).rejects.toMatchObject({ code: 'UNREADABLE_ANSWER' });
  });

  test('a page that is longer than was asked for is answered in pieces', async () => {
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

describe('conditions that mean harm', () => {
  const entities = createEntities({ send: answering({ messages: [] }) });

  test.each(["To constructor 'x'", "To toString 'x'", "To __proto__ 'x'"])('%s', async (conditions) => {
    await expect(entities.list('Messages', { conditions })).rejects.toMatchObject({
      code: 'INVALID_CONDITION',
      position: 3,
    });
  });

  test('no more comparisons than anybody asks', async () => {
    const conditions = Array.from({ length: 1001 }, (_, index) => `To = '${index}'`).join(' AND ');
    await expect(entities.list('Messages', { conditions })).rejects.toThrow(
      'may have 1000 comparisons; this one has 1001',
    );
  });

  test('days that there are not', async () => {
    for (const day of ['2023-02-30', '2023-02-30T00:00:00Z', '2023-13-01T00:00:00Z']) {
      await expect(entities.list('Messages', { conditions: `DateSent >= '${day}'` })).rejects.toMatchObject({
        code: 'INVALID_CONDITION',
      });
    }
    const late = entities.create('Messages', { ...message, SendAt: '2026-02-30T10:00:00Z' });
    await expect(late).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  test('a bound at the end of time is not pushed', async () => {
    const send = answering({ messages: [] });
    await createEntities({ send }).list('Messages', { conditions: "DateSent <= '9999-12-31'" });
    expect(send.queries).toEqual([{ PageSize: 25 }]);
  });

  test('two values of a parameter that only Twilio applies', async () => {
    const conditions = 'IncludeSoftDeleted = true AND IncludeSoftDeleted = false';
    await expect(entities.list('Recordings', { conditions })).rejects.toThrow(
      'IncludeSoftDeleted can be compared once only',
    );
  });

  test('nothing to choose from is nothing', async () => {
    for (const conditions of [{ field: 'To', operator: 'IN', value: [] }, { or: [] }] as const) {
      expect((await entities.list('Messages', { conditions })).entities).toEqual([]);
    }
  });
});

describe('inputs that mean harm', () => {
  const entities = createEntities({ send: answering({ sid: SM(1) }) });

  test('tens of thousands of unknown columns are refused in a few words', async () => {
    const input = Object.fromEntries(Array.from({ length: 60_000 }, (_, index) => [`c${index}`, 1]));
    const error = await entities.create('Messages', input as never).catch((reason: unknown) => reason);
    expect(JSON.stringify(error).length + String(error).length).toBeLessThan(20_000);
    expect(String(error)).toContain('and 59903 more');
  });

  test('JSON without a bottom, decimals without a digit, lists without an item', async () => {
    const deep = JSON.parse(`${'['.repeat(5000)}${']'.repeat(5000)}`) as unknown;
    for (const bad of [{ ContentVariables: deep }, { MaxPrice: '-.' }, { MaxPrice: '' }, { MediaUrl: [] }]) {
      await expect(entities.create('Messages', { ...message, ...bad })).rejects.toMatchObject({
        code: 'INVALID_INPUT',
      });
    }
  });

  test.each([Number.NaN, -1, 1.5])('a limit of %d', (limit) => {
    expect(() => entities.rows('Messages', { limit })).toThrow('limit must be a whole number');
  });
});

test('a list of keys that there are not ends with a token rather than never', async () => {
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

test('rows() reads no page twice, also where rows fall away', async () => {
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
