import { fuzzRuns } from '@tooling/vitest/fuzz';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { catalog, createEntities, type Send } from '../src/index.js';

interface Stored {
  readonly sid: string;
  readonly to: string;
}

const sidOf = (number: number) => `SM${String(number).padStart(32, '0')}`;

/** A live list, newest first. Twilio's token names a row; the list continues after its position even if it was deleted. */
function twilio(list: { all: readonly Stored[]; isGone: (sid: string) => boolean }): Send {
  return async ({ path, query = {} }) => {
    const { PageSize, Page = 0, PageToken } = query as Record<string, string>;
    const start = PageToken ? list.all.findIndex(({ sid }) => sid === PageToken) + 1 : 0;
    const rows = list.all.slice(start).filter(({ sid }) => !list.isGone(sid));
    const page = rows.slice(0, Number(PageSize));
    const nextPage = {
      method: 'GET' as const,
      path,
      query: { ...query, Page: Number(Page) + 1, PageToken: page.at(-1)?.sid },
    };
    return { status: 200, body: { messages: page }, attempts: 1, ...(rows.length > page.length && { nextPage }) };
  };
}

/** The changes between two pages: rows are added or deleted, possibly all rows of the previous page. */
const change = fc.record({
  added: fc.nat(12),
  deleted: fc.array(fc.nat(80), { maxLength: 4 }),
  isEachDeleted: fc.boolean(),
  pageSize: fc.integer({ min: 1, max: 7 }),
  isAgain: fc.boolean(),
});

test.each([
  ['without a condition', undefined, 1000],
  ['with a condition that Twilio cannot apply', "To LIKE 'even%'", 1000],
  ['with a condition that Twilio cannot apply, over many Twilio pages', "To LIKE 'even%'", 7],
])(
  'LIST neither loses nor repeats a row while rows change and tokens are reused: %s',
  async (_, conditions, maxPageSize) => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 40 }), fc.array(change, { maxLength: 30 }), async (count, changes) => {
        let newest = count;
        const make = (number: number): Stored => ({ sid: sidOf(number), to: number % 2 ? 'odd' : 'even' });
        const list = {
          all: Array.from({ length: count }, (_row, index) => make(count - index)),
          isGone: (sid: string) => gone.has(sid),
        };
        const gone = new Set<string>();
        const seen: string[] = [];
        const expected = list.all.filter(({ to }) => !conditions || to === 'even').map(({ sid }) => sid);
        const messages = { ...catalog.Messages, maxPageSize };
        let pageToken: string | undefined;
        for (let step = 0; ; step += 1) {
          const { added, deleted, isEachDeleted, pageSize, isAgain } = changes[step] ?? {
            added: 0,
            deleted: [],
            isEachDeleted: false,
            pageSize: 5,
            isAgain: false,
          };
          // Only the token connects the calls. apps/connector tests that it works in another process.
          const ask = () => createEntities({ send: twilio(list) }).list(messages, { conditions, pageSize, pageToken });
          const page = await ask();
          if (isAgain) expect((await ask()).entities).toEqual(page.entities);
          const answered = page.entities.map(({ Sid }) => Sid);
          seen.push(...answered);
          pageToken = page.nextPageToken;
          if (!pageToken) break;
          for (const sid of isEachDeleted ? answered : []) gone.add(sid);
          for (const number of deleted) gone.add(sidOf(number));
          list.all = [...Array.from({ length: added }, () => make(++newest)).reverse(), ...list.all];
        }
        expect(new Set(seen).size).toBe(seen.length);
        expect(seen).toEqual(expect.arrayContaining(expected.filter((sid) => !gone.has(sid))));
      }),
      { numRuns: fuzzRuns(1500) },
    );
  },
);

/** Creates a list of messages, newest first, that can change. */
function listOf(count: number) {
  const gone = new Set<string>();
  const list = {
    all: Array.from({ length: count }, (_, index) => row(count - index)),
    isGone: (sid: string) => gone.has(sid),
  };
  const messages = { ...catalog.Messages, maxPageSize: 100 };
  const page = (pageToken?: string) =>
    createEntities({ send: twilio(list) }).list(messages, { conditions: "To LIKE 'even'", pageSize: 30, pageToken });
  return { list, gone, page };
}

const row = (number: number): Stored => ({ sid: sidOf(number), to: 'even' });

test('deleting every listed page while listing deletes all rows', async () => {
  const { gone, page } = listOf(250);
  let pageToken: string | undefined;
  do {
    const { entities, nextPageToken } = await page(pageToken);
    for (const { Sid } of entities) gone.add(Sid);
    pageToken = nextPageToken;
  } while (pageToken);
  expect(gone.size).toBe(250);
});

test('LIST continues at the same row after more than a Twilio page of rows was added', async () => {
  const { list, page } = listOf(90);
  const first = await page();
  list.all = [...Array.from({ length: 350 }, (_, index) => row(440 - index)), ...list.all];
  const second = await page(first.nextPageToken);
  expect(second.entities.map(({ Sid }) => Sid)).toEqual(Array.from({ length: 30 }, (_, index) => sidOf(60 - index)));
});

test('a page token is refused if all rows around its position were deleted', async () => {
  const { gone, page } = listOf(90);
  const { nextPageToken } = await page();
  for (let number = 40; number <= 80; number += 1) gone.add(sidOf(number));
  await expect(page(nextPageToken)).rejects.toMatchObject({
    code: 'INVALID_PAGE_TOKEN',
    message: expect.stringContaining('all rows around its position were deleted'),
  });
});

test('LIST loses no row if all rows of the previous page were deleted', async () => {
  const list = {
    all: [4, 3, 2, 1].map((number) => ({ sid: sidOf(number), to: 'even' })),
    isGone: (sid: string) => gone.has(sid),
  };
  const gone = new Set<string>();
  const entities = createEntities({ send: twilio(list) });
  const conditions = "To LIKE 'even'";
  const first = await entities.list('Messages', { conditions, pageSize: 2 });
  for (const { Sid } of first.entities) gone.add(Sid);
  const rest = await entities.list('Messages', { conditions, pageSize: 2, pageToken: first.nextPageToken });
  expect(rest.entities.map(({ Sid }) => Sid)).toEqual([sidOf(2), sidOf(1)]);
});
