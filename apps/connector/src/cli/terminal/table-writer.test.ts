import { describe, expect, test } from 'vitest';
import { createRowWriter } from './row-writer.js';
import type { TableLayout } from './table-layout.js';

/** The lines of a table with the given rows. */
function tableOf(rows: readonly Readonly<Record<string, unknown>>[], layout?: TableLayout) {
  let text = '';
  const writer = createRowWriter('table', undefined, (written) => (text += written), layout);
  for (const row of rows) writer.row(row);
  writer.end();
  return text.trimEnd().split('\n');
}

const SID = `SM${'1'.repeat(32)}`;
const widthOf = (lines: readonly string[]) => Math.max(...lines.map(({ length }) => length));

describe('a table in a file', () => {
  test('a table in a file has one line per row, cuts cells at 40 characters and leaves the last column whole', () => {
    const long = 'x'.repeat(60);
    expect(tableOf([{ First: long, Last: `${long}\n${long}` }])).toEqual([
      `First${' '.repeat(35)}  Last`,
      `${'─'.repeat(40)}  ${'─'.repeat(121)}`,
      `${'x'.repeat(39)}…  ${long} ${long}`,
    ]);
  });

  test('the last column of a table in a file stays whole in rows that follow the first 200', () => {
    const rows = Array.from({ length: 201 }, (_, index) => ({ Name: 'n', Text: 'y'.repeat(index < 200 ? 3 : 90) }));
    expect(tableOf(rows).at(-1)).toBe(`n     ${'y'.repeat(90)}`);
  });
});

describe('a table on a terminal', () => {
  const description = 'Recordings of calls and of conferences, with their media files.';

  test('a table on a terminal wraps its cells at spaces', () => {
    const lines = tableOf([{ EntityType: 'Recordings', Operations: 'LIST GET DELETE', Description: description }], {
      width: 60,
    });
    expect(lines).toEqual([
      'EntityType  Operations       Description',
      '──────────  ───────────────  ───────────────────────────────',
      'Recordings  LIST GET DELETE  Recordings of calls and of',
      '                             conferences, with their media',
      '                             files.',
    ]);
  });

  test('a table on a terminal does not break words, even if it is wider than the terminal', () => {
    expect(tableOf([{ Sid: SID, Status: 'delivered' }], { width: 20 })[2]).toBe(`${SID}  delivered`);
  });

  test('a table on a terminal keeps long words in its last column whole', () => {
    const url = `https://api.twilio.com/${'a'.repeat(40)}`;
    expect(tableOf([{ Name: 'n', Value: `See ${url} for more.` }], { width: 30 }).slice(2)).toEqual([
      'n     See',
      `      ${url}`,
      '      for more.',
    ]);
  });

  test('a table that fits on a terminal is not wrapped', () => {
    expect(tableOf([{ Name: 'a', Description: description }], { width: 80 })).toHaveLength(3);
  });

  test.each([
    [80, ['Sid', 'To', 'Status', 'Price']],
    [110, ['Sid', 'To', 'Status', 'Body', 'Price']],
    [10, ['Sid']],
  ])('a table that may omit columns shows only the ones that fit in a terminal %i characters wide', (width, names) => {
    const row = {
      Sid: SID,
      Empty: null,
      To: '+15550100001',
      Status: 'delivered',
      Body: 'z'.repeat(100),
      Price: '-0.1',
    };
    const lines = tableOf([row], { width, omitsColumns: true });
    expect(lines[0]?.split(/ +/)).toEqual(names);
    expect(lines).toHaveLength(3);
    if (width > SID.length) expect(widthOf(lines)).toBeLessThanOrEqual(width);
  });

  test('a table without rows shows the header of every column that fits', () => {
    let text = '';
    createRowWriter('table', ['Sid', 'To'], (written) => (text += written), { width: 80, omitsColumns: true }).end();
    expect(text).toBe('Sid  To\n───  ──\n');
  });
});
