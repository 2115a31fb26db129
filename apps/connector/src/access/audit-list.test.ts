import { DatabaseSync } from 'node:sqlite';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CONNECTION, startAccessBed } from '../../test/access-bed.js';
import { idAt } from '../store/time-ids.js';

const START = Date.parse('2026-11-25T12:00:00Z');
const METHODS = ['v2.create', 'v2.patch', 'v2.delete'];

let bed: Awaited<ReturnType<typeof startAccessBed>>;
beforeEach(async () => {
  bed = await startAccessBed();
});
afterEach(() => bed.close());

/** Inserts records a second apart, of two projects, two callers and three methods in turn. */
async function fill(count: number) {
  const rows = Array.from({ length: count }, (_, index) => ({
    id: `${idAt(START + index * 1000)}000000000000`,
    time: new Date(START + index * 1000).toISOString(),
    caller: `token:${index % 2}`,
    method: METHODS[index % 3]!,
    resource: `projects/p${index % 2}/locations/local/connections/c`,
    status: 'OK',
    reason: null,
    project: `p${index % 2}`,
    entity: index % 5 ? null : 'entityTypes/Calls/entities/CA1',
    count: 1,
  }));
  for (let at = 0; at < count; at += 500) {
    await bed.store
      .insertInto('audit')
      .values(rows.slice(at, at + 500))
      .execute();
  }
}

type Query = Omit<Parameters<typeof bed.audit.list>[0], 'pageSize' | 'pageToken'>;

/** Every page of a list. */
async function pagesOf(query: Query, pageSize = 100) {
  const pages: string[][] = [];
  let pageToken: string | undefined;
  do {
    const page = await bed.audit.list({ ...query, pageSize, pageToken });
    pages.push(page.records.map(({ id }) => id));
    pageToken = page.nextPageToken;
  } while (pageToken !== undefined);
  return pages;
}

const FILTERS: readonly Query[] = [
  {},
  { project: 'p1' },
  { resourcePrefix: CONNECTION },
  { resourcePrefix: 'projects/p' },
  { caller: 'token:1' },
  { entity: 'entityTypes/Calls/entities/CA1' },
  { entity: 'entityTypes/Calls/entities/CA1', project: 'p1' },
  { method: 'v2.create' },
  { from: '2026-11-25T12:10:00.000Z', to: '2026-11-25T12:20:00.000Z' },
  {
    project: 'p0',
    caller: 'token:1',
    method: 'v2.create',
    resourcePrefix: 'projects/p0/x',
    to: '2026-11-25T12:20:00Z',
  },
];

test.each(FILTERS)('a list with %j finds its records by an index and never scans the audit log', async (query) => {
  await fill(100);
  const prepare = vi.spyOn(DatabaseSync.prototype, 'prepare');
  const { nextPageToken } = await bed.audit.list({ ...query, pageSize: 10 });
  await bed.audit.list({ ...query, pageSize: 10, pageToken: nextPageToken });
  const statements = prepare.mock.calls.map(([statement]) => statement);
  prepare.mockRestore();
  expect(statements.length).toBeGreaterThan(1);
  for (const statement of statements) {
    const { rows } = await sql.raw<{ detail: string }>(`EXPLAIN QUERY PLAN ${statement}`).execute(bed.store);
    const steps = rows.map(({ detail }) => detail).filter((detail) => /\baudit\b/.test(detail));
    expect(steps.length, statement).toBeGreaterThan(0);
    for (const step of steps)
      expect(step).toMatch(/^SEARCH audit USING (?:COVERING )?INDEX \S+ \((?:\w+=\? AND )?id>\? AND id<\?\)$/);
  }
});

test('a list whose filters match nothing reads at most 2,000 records for a page, and goes on with its token', async () => {
  await fill(5000);
  const nothing = { caller: 'token:1', resourcePrefix: 'projects/none' };
  // 2,500 of the records are of that caller.
  expect(await pagesOf(nothing)).toEqual([[], []]);
  expect(await pagesOf({ resourcePrefix: 'projects/none' })).toEqual([[], [], []]);
  expect(await pagesOf({ project: 'none' })).toEqual([[]]);
});

test('a list whose matches are far apart finds each of them once, newest first', async () => {
  await fill(5000);
  const rare = [1, 2500, 4999].map((index) => `${idAt(START + index * 1000)}000000000000`);
  await bed.store.updateTable('audit').set({ method: 'rare' }).where('id', 'in', rare).execute();
  const filters = [{ method: 'rare' }, { resourcePrefix: 'projects/p', method: 'rare' }];
  for (const filter of filters) expect((await pagesOf(filter, 2)).flat()).toEqual(rare.toReversed());
  await bed.store.updateTable('audit').set({ resource: 'tokens/x', project: '' }).where('id', 'in', rare).execute();
  expect((await pagesOf({ resourcePrefix: 'tokens/' })).flat()).toEqual(rare.toReversed());
});

test('pages of every size contain every record of a time range once', async () => {
  await fill(300);
  const query = { from: '2026-11-25T12:01:00.000Z', to: '2026-11-25T12:03:00.000Z', caller: 'token:0' };
  for (const size of [1, 7, 59, 60, 61]) {
    const pages = await pagesOf(query, size);
    expect(pages.map(({ length }) => length).slice(0, -1)).toEqual(Array(pages.length - 1).fill(size));
    expect(pages.at(-1)?.length).toBeLessThanOrEqual(size);
    const ids = pages.flat();
    expect(ids).toHaveLength(60);
    expect(ids).toEqual([...new Set(ids)].toSorted().toReversed());
  }
});

test('the record of a call is found by the id of the call, together with the other filters', async () => {
  const write = (callId: string, resource: string) =>
    bed.audit.write({ callId, caller: 'token:a', method: 'v2.create', resource, status: 'OK' });
  await write('a'.repeat(32), 'projects/p');
  await write('b'.repeat(32), 'projects/p');
  const found = async (query: Query) => (await bed.audit.list({ ...query, pageSize: 100 })).records;
  expect(await found({ callId: 'a'.repeat(32) })).toMatchObject([{ callId: 'a'.repeat(32), resource: 'projects/p' }]);
  expect(await found({ callId: 'a'.repeat(32), resourcePrefix: 'projects/q' })).toEqual([]);
  expect(await found({ callId: 'c'.repeat(32) })).toEqual([]);
});
