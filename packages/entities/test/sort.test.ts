import { mockNetwork } from '@tooling/vitest/network';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { createEntities } from '../src/index.js';
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
  ] as const)('%s %s: by value, null last when it ascends', async (field, direction, expected) => {
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
    expect(page.metadata.warnings).toEqual(['Twilio cannot sort: the whole list was read to sort it by Price']);
  });

  test('pages follow each other, also while rows come and go; equal values stand in the order of their keys', async () => {
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
            // One that was answered goes: nothing behind it moves.
            rows = rows.filter(({ sid }) => sid !== seen.at(-1));
          } while (pageToken);
          expect(seen).toEqual(expected);
        },
      ),
    );
  });

  test('rows in order, the first few of them, and the limit of what a sort may cost', async () => {
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

  test('a token belongs to its order, and a column must have one', async () => {
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
