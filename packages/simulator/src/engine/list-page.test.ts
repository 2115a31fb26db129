import { describe, expect, test } from 'vitest';
import type { Resource } from '../model/resource.js';
import type { Row } from '../model/row.js';
import { createTable } from '../model/table.js';
import { listPage } from './list-page.js';
import { resolveDeclarations } from './resolve-declarations.js';

const [RESOURCE] = resolveDeclarations(
  [
    {
      name: 'Things',
      path: '/Things',
      operations: { list: { status: 200, query: { Color: {} }, properties: { color: {} } } },
    },
  ],
  () => ({}),
);

/** Rows 1 to `count`; every third is red. */
function tableOf(count: number) {
  const table = createTable();
  for (let number = 1; number <= count; number++) {
    table.put({ sid: `TH${number}`, color: number % 3 === 0 ? 'red' : 'blue' });
  }
  return table;
}

const ask = (table: ReturnType<typeof tableOf>, query: string, view = (row: Row): Row | undefined => row) => {
  const page = listPage(RESOURCE!, table, new URLSearchParams(query), { view, now: 0 });
  return { ...page, numbers: page.rows.map(({ sid }) => Number(sid.slice(2))) };
};

const codeOf = (query: string): unknown => {
  try {
    return ask(tableOf(3), query);
  } catch (error) {
    return (error as { code: number }).code;
  }
};

describe('a page of a list', () => {
  test('a page has 50 rows by default, newest first', () => {
    const { numbers, page, pageSize, previous } = ask(tableOf(120), '');
    expect([numbers.length, numbers[0], numbers[49]]).toEqual([50, 120, 71]);
    expect([page, pageSize, previous]).toEqual([0, 50, undefined]);
  });

  test('the next and previous links lead through the pages in both directions and keep the query', () => {
    const table = tableOf(25);
    const first = ask(table, 'PageSize=4&Color=red');
    expect(first.numbers).toEqual([24, 21, 18, 15]);
    expect(first.next).toBe('PageSize=4&Color=red&Page=1&PageToken=PATH15');
    const second = ask(table, first.next!);
    expect(second.numbers).toEqual([12, 9, 6, 3]);
    expect([second.page, second.next]).toEqual([1, undefined]);
    const back = ask(table, second.previous!);
    expect([back.numbers, back.page, back.previous]).toEqual([first.numbers, 0, undefined]);
    expect(ask(table, back.next!).numbers).toEqual(second.numbers);
  });

  test.each([
    [4, [4, 3], [2, 1], undefined],
    [5, [5, 4], [3, 2], [1]],
  ])('a list of %i rows with two per page ends after the last row', (count, first, second, third) => {
    const table = tableOf(count);
    const one = ask(table, 'PageSize=2');
    const two = ask(table, one.next!);
    expect([one.numbers, two.numbers]).toEqual([first, second]);
    expect(two.next && ask(table, two.next).numbers).toEqual(third);
  });

  test('rows added or removed between two requests do not shift the next page', () => {
    const table = tableOf(9);
    const first = ask(table, 'PageSize=3');
    table.put({ sid: 'TH10' });
    table.remove('TH7');
    table.remove('TH6');
    const second = ask(table, first.next!);
    expect([first.numbers, second.numbers]).toEqual([
      [9, 8, 7],
      [5, 4, 3],
    ]);
    expect(ask(table, second.previous!).numbers).toEqual([10, 9, 8]);
  });

  test('the page that starts with the first row has no previous page, whatever its number', () => {
    const { numbers, previous } = ask(tableOf(9), 'PageSize=4&Page=7&PageToken=PBTH7');
    expect([numbers, previous]).toEqual([[9, 8], undefined]);
  });

  test('a page omits hidden rows and filters by the visible values', () => {
    const table = tableOf(9);
    const view = (row: Row) =>
      row.sid === 'TH9' ? undefined : { ...row, color: row.sid === 'TH8' ? 'red' : row.color };
    expect(ask(table, 'Color=red', view).numbers).toEqual([8, 6, 3]);
  });

  test('reading a page looks at one row more than the page holds', () => {
    let looks = 0;
    ask(tableOf(10_000), 'PageSize=10', (row) => {
      looks += 1;
      return row;
    });
    expect(looks).toBe(11);
  });

  describe('of 10,000 rows, filtered by a time', () => {
    const minute = 60_000;
    const table = createTable(undefined, ({ moves }) => moves !== true);
    for (let number = 0; number < 10_000; number++) table.put({ sid: `TH${number}`, made: number * minute });
    table.update('TH7', { moves: true });
    const timed = {
      ...RESOURCE!,
      filters: { Made: { property: 'made', by: 'time' as const, includesUpperBound: true } },
    };
    const url = (from: number, to: number) =>
      `Made>=${new Date(from * minute).toISOString()}&Made<=${new Date(to * minute).toISOString()}`;
    const atTime = ({ moves }: Row) => (moves === true ? { made: 5001 * minute } : undefined);
    const read = (resource: Resource) => {
      let looks = 0;
      const view = (row: Row) => {
        looks += 1;
        return { ...row, ...resource.atTime?.(row, 0, {} as never) };
      };
      const page = listPage(resource, table, new URLSearchParams(url(5000, 5002)), { view, now: 0 });
      return { found: page.rows.map(({ sid }) => sid), looks };
    };

    test('a page looks only at rows near those of the time', () => {
      const { found, looks } = read(timed);
      expect(found).toEqual(['TH5002', 'TH5001', 'TH5000']);
      expect(looks).toBeLessThan(2000);
    });

    test.each([undefined, ({ moves }: Row) => moves !== true])(
      'a page includes a row that time has moved there, whether or not it is known which rows move',
      (isSettled) => {
        const { found } = read({ ...timed, atTime, ...(isSettled && { isSettled }) });
        expect(found).toEqual(['TH5002', 'TH5001', 'TH5000', 'TH7']);
      },
    );
  });

  test.each([
    ['PageSize=0', 20_001],
    ['PageSize=-1', 20_001],
    ['PageSize=ten', 20_001],
    ['PageSize=', 20_001],
    ['Page=-1', 20_001],
    ['Page=x', 20_001],
    ['PageToken=PATH99', 21_481],
    ['PageToken=PBTH99', 21_481],
    ['PageToken=PCTH1', 21_481],
    ['PageToken=PA', 21_481],
    ['PageToken=TH1', 21_481],
    ['PageToken=', 21_481],
  ])('a list request with %s fails with code %i', (query, code) => {
    expect(codeOf(query)).toBe(code);
  });

  test.each([1000, 1001, 5000])('a page of PageSize %i has 1000 rows', (size) => {
    const { numbers, pageSize, next } = ask(tableOf(1001), `PageSize=${size}`);
    expect([numbers.length, pageSize, next]).toEqual([1000, 1000, 'PageSize=1000&Page=1&PageToken=PATH2']);
  });
});
