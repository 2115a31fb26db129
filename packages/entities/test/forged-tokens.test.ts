import { describe, expect, test } from 'vitest';
import { catalog, createEntities, type ListOptions, type Send } from '../src/index.js';

const sidOf = (number: number) => `SM${String(number).padStart(32, '0')}`;
const messages = [4, 3, 2, 1].map((number) => ({
  sid: sidOf(number),
  price: `-0.0${number}`,
  num_segments: String(number),
  date_sent: `2024-01-0${number}T00:00:00Z`,
  to: number % 2 ? 'a' : 'b',
  body: 'x',
}));

function open() {
  let requests = 0;
  const send: Send = async ({ method, path, query = {} }) => {
    requests += 1;
    const start = Number(query.PageToken ?? 0);
    const page = messages.slice(start, start + Number(query.PageSize));
    const next = { ...query, Page: 1, PageToken: String(start + page.length) };
    const hasMore = start + page.length < messages.length;
    return {
      status: 200,
      body: { messages: page },
      attempts: 1,
      ...(hasMore && { nextPage: { method, path, query: next } }),
    };
  };
  const entities = createEntities({ send });
  return {
    requests: () => requests,
    list: (options: ListOptions<(typeof catalog)['Messages']>) =>
      entities.list(catalog.Messages, { pageSize: 1, ...options }),
  };
}

type Parts = unknown[];

const decode = (token = ''): Parts => JSON.parse(Buffer.from(token, 'base64url').toString()) as Parts;
const encode = (parts: Parts): string => Buffer.from(JSON.stringify(parts)).toString('base64url');
/** Changes a part of a token. Its hash stays valid, because a token is not signed. */
const forge = (token: string | undefined, part: number, value: unknown) => encode(decode(token).with(part, value));

const READ = 2;
const [VALUE, KEY, START] = [3, 4, 5];

describe('forged page tokens', () => {
  test.each([
    ['of a list', { conditions: "Body LIKE 'x'" }],
    ["of a list in Twilio's order", { sortBy: { field: 'DateSent', direction: 'DESC' } }],
    ['of several reads', { conditions: "To = 'a' OR To = 'b'" }],
  ] as const)('a token %s with the number of a read that does not exist is refused', async (_, query) => {
    const { list, requests } = open();
    const { nextPageToken } = await list(query);
    const before = requests();
    for (const read of [2, 1, 999, 1000, -1, 0.5, '0', null]) {
      if (read === 1 && 'conditions' in query && query.conditions.includes('OR')) continue;
      const pageToken = forge(nextPageToken, READ, read);
      await expect(list({ ...query, pageToken })).rejects.toMatchObject({ code: 'INVALID_PAGE_TOKEN' });
    }
    expect(requests()).toBe(before);
  });

  test('the token of a sorted list whose start is at a read that does not exist is refused', async () => {
    const { list, requests } = open();
    const query = { sortBy: { field: 'DateSent', direction: 'DESC' } } as const;
    const start = (await list(query)).nextPageToken;
    const place = [decode(start)[0], decode(start)[1], 'sorted', null, sidOf(9)];
    const before = requests();
    for (const read of [1, 999, 1000, -1]) {
      const pageToken = encode([...place, forge(start, READ, read)]);
      await expect(list({ ...query, pageToken })).rejects.toMatchObject({ code: 'INVALID_PAGE_TOKEN' });
    }
    expect(requests()).toBe(before);
    expect((await list({ ...query, pageToken: encode([...place, start]) })).entities).toHaveLength(1);
  });

  test.each([
    ['Price', [5, true, '1.x', '', '0x1', {}, ['1']]],
    ['NumSegments', ['1', 1.5, true, {}]],
    ['DateSent', [5, 'yesterday', '2024-02-30T00:00:00Z', true]],
    ['Body', [5, true, {}]],
  ])('the token of a list sorted by %s is refused if its value is not one of the column', async (field, values) => {
    const { list, requests } = open();
    const query = { sortBy: { field } };
    const { nextPageToken } = await list(query);
    const before = requests();
    for (const value of values) {
      const pageToken = forge(nextPageToken, VALUE, value);
      await expect(list({ ...query, pageToken })).rejects.toMatchObject({ code: 'INVALID_PAGE_TOKEN' });
    }
    for (const [part, value] of [
      [KEY, 5],
      [START, null],
      [START, 'nonsense'],
    ] as const) {
      const pageToken = forge(nextPageToken, part, value);
      await expect(list({ ...query, pageToken })).rejects.toMatchObject({ code: 'INVALID_PAGE_TOKEN' });
    }
    expect(requests()).toBe(before);
    expect((await list({ ...query, pageToken: forge(nextPageToken, VALUE, null) })).entities).toEqual([]);
  });
});
