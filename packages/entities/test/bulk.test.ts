import { describe, expect, test } from 'vitest';
import { createEntities, EntityError, type Send } from '../src/index.js';

const sidOf = (number: number) => `SM${String(number).padStart(32, '0')}`;

interface Stored {
  readonly sid: string;
  readonly to: string;
  body: string;
}

/** A fake Twilio with messages. `fail` can make writes fail; `writes` counts the successful writes by SID. */
function twilio(count: number, fail: (attempt: number, sid: string) => Error | undefined = () => undefined) {
  const stored = new Map<string, Stored>();
  for (let number = count; number > 0; number -= 1) {
    stored.set(sidOf(number), { sid: sidOf(number), to: number % 2 ? '+1' : '+2', body: 'Hello' });
  }
  const writes = new Map<string, number>();
  let attempts = 0;
  const send: Send = async ({ method, path, query = {}, form }) => {
    const sid = /Messages\/(\w+)\.json$/.exec(path)?.[1];
    if (sid === undefined) {
      const { To, PageSize = 50, Page = 0, PageToken } = query;
      const all = [...stored.values()].filter(({ to }) => To === undefined || to === To);
      const start = PageToken === undefined ? 0 : all.findIndex((row) => row.sid === PageToken) + 1;
      const messages = all.slice(start, start + Number(PageSize));
      const next = { Page: Number(Page) + 1, PageToken: messages.at(-1)?.sid };
      const nextPage = { method: 'GET' as const, path, query: { ...query, ...next } };
      const hasMore = start + messages.length < all.length;
      return { status: 200, body: { messages }, attempts: 1, ...(hasMore && { nextPage }) };
    }
    const row = stored.get(sid);
    attempts += method === 'GET' ? 0 : 1;
    const failure = row ? method !== 'GET' && fail(attempts, sid) : notFound();
    if (failure) throw failure;
    if (row && method !== 'GET') writes.set(sid, (writes.get(sid) ?? 0) + 1);
    if (method === 'DELETE') stored.delete(sid);
    else if (row && form) row.body = String(form.Body);
    return { status: 200, body: row, attempts: 1 };
  };
  return { send, stored, writes };
}

const notFound = () => Object.assign(new Error('The message does not exist.'), { status: 404, attempts: 1 });
const unavailable = () => Object.assign(new Error('Twilio answered 503.'), { status: 503, attempts: 1 });

describe('conditions on the key', () => {
  test('a bulk write by key needs no permission, writes each entity once and reads none', async () => {
    const { send, stored, writes } = twilio(5);
    const entities = createEntities({ send });
    const conditions = `Sid IN ('${sidOf(1)}', '${sidOf(2)}', '${sidOf(1)}') OR Sid = '${sidOf(5)}'`;
    const report = await entities.updateMany('Messages', { conditions }, { Body: '' });
    expect(report).toMatchObject({ found: 3, done: 3, failed: [], notReached: 0, metadata: { requests: 3 } });
    expect(Object.fromEntries(writes)).toEqual({ [sidOf(1)]: 1, [sidOf(2)]: 1, [sidOf(5)]: 1 });
    expect(stored.get(sidOf(3))?.body).toBe('Hello');
  });

  test('a bulk write by key and another column reads the rows first', async () => {
    const { send, stored } = twilio(5);
    const conditions = `Sid IN ('${sidOf(1)}', '${sidOf(2)}') AND To = '+2'`;
    const report = await createEntities({ send }).deleteMany('Messages', { conditions });
    expect(report).toMatchObject({ found: 1, done: 1, metadata: { requests: 3 } });
    expect([...stored.keys()]).not.toContain(sidOf(2));
    expect(stored.size).toBe(4);
  });

  test('a missing entity counts as deleted in a bulk delete and as failed in a bulk update', async () => {
    const entities = createEntities({ send: twilio(1).send });
    const query = { conditions: `Sid = '${sidOf(1)}' OR Sid = '${sidOf(9)}'` };
    const update = await entities.updateMany('Messages', query, { Body: '' });
    expect(update).toMatchObject({ found: 2, done: 1, failed: [{ key: sidOf(9), error: { status: 404 } }] });
    expect(await entities.deleteMany('Messages', query)).toMatchObject({ found: 2, done: 2, failed: [] });
  });
});

describe('conditions on other columns', () => {
  test.each([
    ['', 'INVALID_CONDITION'],
    ['  ', 'INVALID_CONDITION'],
    [{ and: [] }, 'INVALID_CONDITION'],
    ["To = '+1'", 'BULK_NOT_ALLOWED'],
    [`Sid != '${sidOf(1)}'`, 'BULK_NOT_ALLOWED'],
    [`Sid = '${sidOf(1)}' OR To = '+1'`, 'BULK_NOT_ALLOWED'],
    ["Nothing = 'x'", 'INVALID_CONDITION'],
  ])('a bulk write with the condition %j is refused before anything is sent: %s', async (conditions, code) => {
    const send = () => Promise.reject(new Error('sent'));
    const query = { conditions: conditions as string };
    for (const bulk of code === 'BULK_NOT_ALLOWED' ? [false] : [false, true]) {
      const entities = createEntities({ send, bulk });
      await expect(entities.deleteMany('Messages', query)).rejects.toMatchObject({ code });
      await expect(entities.updateMany('Messages', query, { Body: '' })).rejects.toMatchObject({ code });
      expect(() => entities.validateOnly.deleteMany('Messages', query)).toThrow(EntityError);
    }
  });

  test('a bulk update with invalid input is refused before anything is read', async () => {
    const entities = createEntities({ send: () => Promise.reject(new Error('sent')), bulk: true });
    const update = entities.updateMany('Messages', { conditions: "To = '+1'" }, { Body: 'new' as '' });
    await expect(update).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  test('an entity type without LIST allows bulk writes by key only', async () => {
    const entities = createEntities({ send: () => Promise.reject(new Error('sent')), bulk: true });
    const remove = entities.deleteMany('FeedbackSummary', { conditions: "Status = 'completed'" });
    await expect(remove).rejects.toMatchObject({ code: 'UNSUPPORTED_OPERATION' });
  });

  test('validateOnly of a bulk update returns the query plan and the request per entity', () => {
    const entities = createEntities({ send: () => Promise.reject(new Error('sent')), bulk: true });
    const plan = entities.validateOnly.updateMany('Messages', { conditions: "To = '+1'" }, { Body: '' });
    expect(plan.finds.reads.map(({ query }) => query)).toEqual([{ To: '+1' }]);
    expect(plan.request).toMatchObject({
      method: 'POST',
      path: '/2010-04-01/Accounts/{AccountSid}/Messages/{Sid}.json',
      form: { Body: '' },
    });
  });
});

describe('bulk writes of 2,000 rows', () => {
  const query = { conditions: "To = '+2' OR To = '+1'" };

  test('the counts of an aborted bulk update with failures are exact, and repeating the call completes it', async () => {
    let isFaulty = true;
    const { send, stored, writes } = twilio(2000, (attempt) =>
      isFaulty && attempt % 7 === 0 ? unavailable() : undefined,
    );
    const entities = createEntities({ send, bulk: true });
    const controller = new AbortController();
    const progress: number[] = [];
    const first = await entities.updateMany(
      'Messages',
      query,
      { Body: '' },
      {
        signal: controller.signal,
        onProgress(report) {
          expect(report.done + report.failed.length + report.notReached).toBe(2000);
          progress.push(report.notReached);
          if (report.notReached === 900) controller.abort();
        },
      },
    );
    expect(first).toMatchObject({ found: 2000, stopped: { name: 'AbortError' } });
    expect(first.done + first.failed.length + first.notReached).toBe(2000);
    expect(progress).toEqual(progress.toSorted((a, b) => b - a));
    expect(first.notReached).toBeGreaterThan(880);
    expect(first.failed.length).toBeGreaterThan(150);
    // The report matches the data at Twilio.
    const redacted = () => [...stored.values()].filter(({ body }) => body === '').length;
    expect(redacted()).toBe(first.done);
    expect(first.failed.every(({ key, error }) => stored.get(key)?.body === 'Hello' && /503/.test(error.message))).toBe(
      true,
    );

    isFaulty = false;
    const second = await entities.updateMany('Messages', query, { Body: '' });
    expect(second).toMatchObject({ found: 2000, done: 2000, failed: [], notReached: 0 });
    expect(second.stopped).toBeUndefined();
    expect(redacted()).toBe(2000);
    expect(new Set(writes.values())).toEqual(new Set([1]));
  });

  test('the signal of a bulk write is passed to reads but not to writes', async () => {
    const { send } = twilio(3);
    const controller = new AbortController();
    const given: [string, boolean][] = [];
    const entities = createEntities({
      send: (request, options) => {
        given.push([request.method, options?.signal !== undefined]);
        return send(request, options);
      },
      bulk: true,
    });
    await entities.deleteMany('Messages', { conditions: "To = '+1'" }, { signal: controller.signal });
    expect(given).toEqual([
      ['GET', true],
      ['DELETE', false],
      ['DELETE', false],
    ]);
  });

  test('maxRequests stops a bulk delete, and the next call completes it', async () => {
    const { send, stored } = twilio(2000);
    const entities = createEntities({ send, bulk: true });
    const first = await entities.deleteMany('Messages', query, { maxRequests: 502 });
    // The condition takes two reads of a thousand rows each.
    expect(first).toMatchObject({ found: 2000, done: 500, failed: [], notReached: 1500 });
    expect(first.metadata.requests).toBe(502);
    expect(first.stopped).toMatchObject({ code: 'TOO_MANY_REQUESTS' });
    const second = await entities.deleteMany('Messages', query);
    expect(second).toMatchObject({ found: 1500, done: 1500, notReached: 0 });
    expect(stored.size).toBe(0);
  });

  test('a bulk delete stops when Twilio rejects the credentials', async () => {
    const { send, writes } = twilio(2000, (attempt) =>
      attempt > 100 ? Object.assign(new Error('Authenticate'), { status: 401, attempts: 1 }) : undefined,
    );
    const report = await createEntities({ send, bulk: true }).deleteMany('Messages', query);
    expect(report.stopped).toMatchObject({ status: 401 });
    expect(report.failed.length).toBeLessThan(20);
    expect(report.done).toBe(writes.size);
    expect(report.done + report.failed.length + report.notReached).toBe(2000);
  });
});
