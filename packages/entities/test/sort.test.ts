import { mockNetwork } from '@tooling/vitest/network';
import { fuzzRuns } from '@tooling/vitest/fuzz';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { catalog, createEntities, type Send } from '../src/index.js';
import { type Journal, send, serveList } from './twilio.js';

const network = mockNetwork();
const entities = createEntities({ send });
const journal: Journal = [];
beforeEach(() => {
  journal.length = 0;
});

const sidOf = (number: number) => `SM${String(number).padStart(32, '0')}`;

describe('sortBy', () => {
  test.each([
    ['Price', 'ASC', ['-0.5', '-0.10', '9.9', '10.05', null]],
    ['price', 'DESC', [null, '10.05', '9.9', '-0.10', '-0.5']],
  ] as const)('sortBy %s %s sorts by value, with null last in ascending order', async (field, direction, expected) => {
    const prices = ['9.9', null, '10.05', '-0.10', '-0.5'];
    network.use(
      serveList(
        'messages',
        prices.map((price, index) => ({ sid: sidOf(index), price })),
        journal,
      ),
    );
    const page = await entities.list('Messages', { sortBy: { field, direction } });
    expect(page.entities.map(({ Price }) => Price)).toEqual(expected);
    expect(page.metadata.warnings).toEqual(['Twilio cannot sort by Price: the whole list was read and sorted']);
  });

  test('the pages of a sorted LIST return every row once while rows are deleted, and order equal values by key', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(4), { maxLength: 30 }),
        fc.integer({ min: 1, max: 7 }),
        fc.boolean(),
        async (values, pageSize, isDescending) => {
          let rows = values.map((value, index) => ({ sid: sidOf(index), num_segments: String(value) }));
          const local = createEntities({ send: async () => ({ status: 200, body: { messages: rows }, attempts: 1 }) });
          const sortBy = { field: 'NumSegments', direction: isDescending ? ('DESC' as const) : ('ASC' as const) };
          const expected = rows
            .toSorted(
              (a, b) =>
                (isDescending ? -1 : 1) * (Number(a.num_segments) - Number(b.num_segments)) || (a.sid < b.sid ? -1 : 1),
            )
            .map(({ sid }) => sid);
          const seen: string[] = [];
          let pageToken: string | undefined;
          do {
            const page = await local.list('Messages', { sortBy, pageSize, pageToken });
            seen.push(...page.entities.map(({ Sid }) => Sid));
            pageToken = page.nextPageToken;
            // Deleting a returned row must not move the rows after it.
            rows = rows.filter(({ sid }) => sid !== seen.at(-1));
          } while (pageToken);
          expect(seen).toEqual(expected);
        },
      ),
    );
  });

  test('rows() with sortBy and limit returns the first rows, and maxRequests limits its cost', async () => {
    const many = Array.from({ length: 2500 }, (_, index) => ({
      sid: sidOf(index),
      body: String((index * 7919) % 2500).padStart(4, '0'),
    }));
    network.use(serveList('messages', many, journal));
    const first: unknown[] = [];
    for await (const row of entities.rows('Messages', { sortBy: { field: 'Body' }, limit: 3 })) first.push(row.Body);
    expect(first).toEqual(['0000', '0001', '0002']);
    expect(journal).toHaveLength(3);
    const dear = entities.list('Messages', { sortBy: { field: 'Body' }, maxRequests: 2 });
    await expect(dear).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' });
  });

  test('a sort over more than 100 keys is refused before the first request', async () => {
    const conditions = `Sid IN (${Array.from({ length: 101 }, (_, index) => `'${sidOf(index)}'`).join()})`;
    const dear = entities.list('Messages', { conditions, sortBy: { field: 'Body' } });
    await expect(dear).rejects.toThrow('No request was sent');
    expect(journal).toEqual([]);
  });

  test('a page token is bound to its order, and sorting by an unsortable column is refused', async () => {
    network.use(
      serveList(
        'messages',
        [0, 1, 2].map((number) => ({ sid: sidOf(number), body: 'x' })),
        journal,
      ),
    );
    const { nextPageToken: pageToken } = await entities.list('Messages', { sortBy: { field: 'Body' }, pageSize: 1 });
    for (const sortBy of [undefined, { field: 'To' }, { field: 'Body', direction: 'DESC' as const }]) {
      await expect(entities.list('Messages', { sortBy, pageToken })).rejects.toMatchObject({
        code: 'INVALID_PAGE_TOKEN',
      });
    }
    for (const field of ['Nothing', 'SubresourceUris', 'MediaUrl']) {
      await expect(entities.list('Messages', { sortBy: { field } })).rejects.toMatchObject({ code: 'INVALID_SORT' });
    }
  });
});

describe("sorting in Twilio's order", () => {
  const second = (number: number) =>
    new Date(Date.parse('2024-01-01T00:00:00Z') + number * 1000).toUTCString().replace('GMT', '+0000');
  const sent = (number: number) => ({ sid: sidOf(number), date_sent: number < 0 ? null : second(number) });
  const sortBy = { field: 'DateSent', direction: 'DESC' } as const;

  test("sorting in Twilio's order takes one request per page and gives no warning", async () => {
    const rows = Array.from({ length: 60 }, (_, index) => sent(60 - index));
    network.use(serveList('messages', rows, journal));
    const first = await entities.list('Messages', { sortBy, pageSize: 25 });
    const second_ = await entities.list('Messages', { sortBy, pageSize: 25, pageToken: first.nextPageToken });
    expect([...first.entities, ...second_.entities].map(({ Sid }) => Sid)).toEqual(
      rows.slice(0, 50).map(({ sid }) => sid),
    );
    expect(journal.map((line) => /PageSize=\d+/.exec(line)?.[0])).toEqual(['PageSize=25', 'PageSize=25']);
    expect(second_.metadata).toMatchObject({ requests: 1, warnings: [] });
    expect(entities.explain('Messages', { sortBy }).why).toContainEqual(
      expect.stringContaining('is sorted by DateSent'),
    );
    const other = entities.explain('Messages', { sortBy: { field: 'DateSent' } });
    expect(other.why).toContainEqual(expect.stringContaining('the whole list is read'));
  });

  test("the default limit of 100 requests applies to every sort except one in Twilio's own order", async () => {
    const send: Send = async ({ query = {} }) => {
      const page = Number(query.Page ?? 0);
      const messages = [sent(200 - page)];
      const nextPage = { method: 'GET' as const, path: '', query: { Page: page + 1, PageToken: `PA${page}` } };
      return { status: 200, body: { messages }, attempts: 1, ...(page < 149 && { nextPage }) };
    };
    const many = createEntities({ send });
    const count = async (rows: AsyncIterable<unknown>) => {
      let all = 0;
      for await (const _ of rows) all += 1;
      return all;
    };
    expect(await count(many.rows('Messages', { sortBy }))).toBe(150);
    const sorted = many.rows('Messages', { sortBy: { field: 'DateSent' } });
    await expect(count(sorted)).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' });
  });

  test('a list that violates its declared order is sorted, with a warning', async () => {
    network.use(serveList('messages', [3, 9, -1, 5, 7].map(sent), journal));
    const page = await entities.list('Messages', { sortBy });
    expect(page.entities.map(({ Sid }) => Sid)).toEqual([-1, 9, 7, 5, 3].map(sidOf));
    expect(page.metadata.warnings).toEqual([
      "Twilio's list was not sorted by DateSent: the whole list was read and sorted",
    ]);
    const rows = entities.rows('Messages', { sortBy, limit: 2 });
    const all: string[] = [];
    for await (const { Sid } of rows) all.push(Sid);
    expect(all).toEqual([-1, 9].map(sidOf));
    expect(rows.metadata.warnings).toHaveLength(1);
  });

  test('an order violation after the first page neither loses nor repeats a row, and the rest is sorted', async () => {
    const value = fc.oneof(fc.nat(5), fc.constant(-1));
    const list = fc.array(value, { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(list, fc.boolean(), fc.integer({ min: 1, max: 7 }), async (values, isSorted, pageSize) => {
        const ordered = isSorted ? values.toSorted((a, b) => (a < 0 ? 1 : b < 0 ? -1 : a - b)).reverse() : values;
        const rows = ordered.map((time, index) => ({ ...sent(time), sid: sidOf(index) }));
        network.resetHandlers();
        network.use(serveList('messages', rows, journal));
        const pages: { sids: string[]; warnings: readonly string[] }[] = [];
        let pageToken: string | undefined;
        do {
          const page = await entities.list('Messages', { sortBy, pageSize, pageToken });
          pages.push({ sids: page.entities.map(({ Sid }) => Sid), warnings: page.metadata.warnings });
          pageToken = page.nextPageToken;
        } while (pageToken);
        const sids = pages.flatMap((page) => page.sids);
        expect(sids.toSorted()).toEqual(rows.map(({ sid }) => sid));
        const at = (sid: string) => rows.find((row) => row.sid === sid)?.date_sent ?? second(99_999);
        // The rows before the first warning are sorted, and so are the rows after it.
        const breach = pages.findIndex(({ warnings }) => warnings.length > 0);
        expect(breach >= 0 && isSorted).toBe(false);
        const parts = breach < 0 ? [pages] : [pages.slice(0, breach), pages.slice(breach)];
        for (const part of parts) {
          const times = part.flatMap((page) => page.sids).map((sid) => Date.parse(at(sid)));
          expect(times).toEqual(times.toSorted((a, b) => b - a));
        }
      }),
      { numRuns: fuzzRuns(300) },
    );
  });
});

describe('lists that Twilio truncates', () => {
  const capped = { ...catalog.Messages, cap: 30 };
  const listAll = async (count: number, pageSize: number) => {
    network.resetHandlers();
    network.use(
      serveList(
        'messages',
        Array.from({ length: count }, (_, index) => ({ sid: sidOf(index) })),
        journal,
      ),
    );
    const warnings: string[] = [];
    let pageToken: string | undefined;
    do {
      const page = await entities.list(capped, { pageSize, pageToken });
      warnings.push(...page.metadata.warnings);
      pageToken = page.nextPageToken;
    } while (pageToken);
    return warnings;
  };

  test.each([
    ['Alerts', undefined, 'alerts', 'omits alerts that are older than 30 days'],
    ['CallSummaries', undefined, 'call_summaries', 'omits summaries of calls that ended more than 30 days ago'],
    [
      'AvailablePhoneNumbers',
      "CountryCode = 'US' AND Type = 'Local'",
      'available_phone_numbers',
      'Twilio returns a one-page sample',
    ],
  ] as const)(
    'LIST, rows() and explain of %s warn about the rows that Twilio omits',
    async (name, conditions, key, words) => {
      const pages = createEntities({
        send: async ({ path, query = {} }) => {
          const nextPage = { method: 'GET' as const, path, query: { ...query, Page: 1, PageToken: 'PA1' } };
          return { status: 200, body: { [key]: [] }, attempts: 1, ...(query.PageToken === undefined && { nextPage }) };
        },
      });
      const said = [expect.stringContaining(words)];
      expect((await pages.list(name, { conditions })).metadata.warnings).toEqual(said);
      const rows = pages.rows(name, { conditions });
      for await (const row of rows) expect(row).toBeUndefined();
      expect(rows.metadata.warnings).toEqual(said);
      expect(pages.explain(name, { conditions }).why).toEqual(expect.arrayContaining(said));
    },
  );

  test.each([7, 10, 30, 50])('LIST warns once that Twilio truncated the list, in pages of %i', async (pageSize) => {
    expect(await listAll(30, pageSize)).toEqual([
      expect.stringContaining('at most 30 Messages, and this list reached that limit'),
    ]);
    expect(await listAll(29, pageSize)).toEqual([]);
  });
});
