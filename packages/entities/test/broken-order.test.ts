import { describe, expect, test } from 'vitest';
import { createEntities, type Send } from '../src/index.js';

const sidOf = (number: number) => `SM${String(number).padStart(32, '0')}`;
const sortBy = { field: 'DateSent', direction: 'DESC' } as const;
const REST =
  "Twilio's list was not sorted by DateSent: the remaining rows were sorted, but earlier rows may be out of order";

/** Serves messages, each with its time in days of January 2024; null for none. */
function serve(days: readonly (number | null)[]) {
  const all = days.map((day, index) => ({
    sid: sidOf(index),
    date_sent: day === null ? null : `2024-01-${String(day).padStart(2, '0')}T00:00:00Z`,
  }));
  const send: Send = async ({ method, path, query = {} }) => {
    const start = query.PageToken === undefined ? 0 : Number(query.PageToken);
    const messages = all.slice(start, start + Number(query.PageSize));
    const next = { ...query, Page: 1, PageToken: String(start + messages.length) };
    const hasMore = start + messages.length < all.length;
    return {
      status: 200,
      body: { messages },
      attempts: 1,
      ...(hasMore && { nextPage: { method, path, query: next } }),
    };
  };
  return createEntities({ send });
}

const dayOf = (time: string | null) => (time === null ? null : Number(time.slice(8, 10)));

async function listAll(days: readonly (number | null)[], pageSize: number) {
  const entities = serve(days);
  const pages: (number | null)[][] = [];
  const warnings: (readonly string[])[] = [];
  let pageToken: string | undefined;
  do {
    const page = await entities.list('Messages', { sortBy, pageSize, pageToken });
    pages.push(page.entities.map(({ DateSent }) => dayOf(DateSent)));
    warnings.push(page.metadata.warnings);
    pageToken = page.nextPageToken;
  } while (pageToken);
  return { pages, warnings };
}

describe("a list that breaks Twilio's order after its first page", () => {
  test.each([
    [
      'in the middle of a page',
      [9, 8, 7, 6, 9, 5, 4, 3],
      [
        [9, 8, 7],
        [9, 6, 5],
        [4, 3],
      ],
    ],
    [
      'at the last row of a page',
      [9, 8, 7, 6, 5, 6, 4, 3],
      [
        [9, 8, 7],
        [6, 6, 5],
        [4, 3],
      ],
    ],
    [
      'between two pages',
      [9, 8, 7, 8, 5, 4, 3, 2],
      [
        [9, 8, 7],
        [8, 5, 4],
        [3, 2],
      ],
    ],
    ['by a null after a time', [9, 8, 7, 6, null, 5, 4], [[9, 8, 7], [null, 6, 5], [4]]],
    [
      'by a null at the start of a page',
      [9, 8, 7, null, 5, 4],
      [
        [9, 8, 7],
        [null, 5, 4],
      ],
    ],
  ] as const)('is sorted from the start of that page on if the order breaks %s', async (_, days, expected) => {
    const { pages, warnings } = await listAll(days, 3);
    expect(pages).toEqual(expected);
    expect(warnings).toEqual(expected.map((_page, index) => (index === 0 ? [] : [REST])));
  });

  test('equal values and nulls before the first time do not break the order', async () => {
    const { pages, warnings } = await listAll([null, null, null, null, 9, 9, 9, 9, 8], 3);
    expect(pages).toEqual([
      [null, null, null],
      [null, 9, 9],
      [9, 9, 8],
    ]);
    expect(warnings).toEqual([[], [], []]);
  });

  test('rows() returns the pages before the break as they are, and sorts the rest', async () => {
    const days = Array.from({ length: 2500 }, (_, index) => (index === 1500 ? 30 : 20 - Math.floor(index / 200)));
    const rows = serve(days).rows('Messages', { sortBy });
    const found: (number | null)[] = [];
    for await (const { DateSent } of rows) found.push(dayOf(DateSent));
    expect(found.slice(0, 1000)).toEqual(days.slice(0, 1000));
    expect(found.slice(1000)).toEqual(days.slice(1000).toSorted((a, b) => b - a));
    expect(rows.metadata.warnings).toEqual([REST]);
  });

  test('rows() with a limit ends with the sorted rows after the break', async () => {
    const days = Array.from({ length: 1500 }, (_, index) => (index === 1499 ? 30 : 20));
    const found: (number | null)[] = [];
    const rows = serve(days).rows('Messages', { sortBy, limit: 1001 });
    for await (const { DateSent } of rows) found.push(dayOf(DateSent));
    expect(found).toEqual([...days.slice(0, 1000), 20]);
    expect(rows.metadata.warnings).toEqual([]);
  });
});
