import { describe, expect, test } from 'vitest';
import { createTableWriter } from './table-writer.js';
import type { TableLayout } from './table-layout.js';

/** The lines of a table with the given rows. */
function tableOf(rows: readonly Readonly<Record<string, unknown>>[], layout: TableLayout = {}) {
  let text = '';
  const writer = createTableWriter(undefined, (written) => (text += written), layout);
  for (const row of rows) writer.row(row);
  writer.end();
  return text.trimEnd().split('\n');
}

const SID = `SM${'1'.repeat(32)}`;
const widthOf = (lines: readonly string[]) => Math.max(...lines.map(({ length }) => length));

describe('a table in a file', () => {
  test('a table in a file has one line per row and never cuts a value', () => {
    const long = 'x'.repeat(60);
    const layout = { fit: 'omit', flexible: ['First', 'Last'] } as const;
    expect(tableOf([{ First: long, Empty: null, Last: `${long}\n${long}` }], layout)).toEqual([
      `First${' '.repeat(55)}  Empty  Last`,
      `${'─'.repeat(60)}  ─────  ${'─'.repeat(121)}`,
      `${long}         ${long} ${long}`,
    ]);
  });

  test('a value that is longer than those of the first 200 rows stays whole', () => {
    const rows = Array.from({ length: 201 }, (_, index) => ({ Name: 'n', Text: 'y'.repeat(index < 200 ? 3 : 90) }));
    expect(tableOf(rows).at(-1)).toBe(`n     ${'y'.repeat(90)}`);
  });

  test('a table in a file shows timestamps with their seconds', () => {
    expect(tableOf([{ At: '2026-11-30T08:15:59Z' }], { fit: 'omit' })[2]).toBe('2026-11-30T08:15:59Z');
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
    [80, ['Sid', 'To', 'Status', 'Body', 'Price']],
    [75, ['Sid', 'To', 'Status', 'Body']],
    [72, ['Sid', 'To', 'Status', 'Price']],
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
    const lines = tableOf([row], { width, fit: 'omit', flexible: ['Body'] });
    expect(lines[0]?.split(/ +/)).toEqual(names);
    expect(lines).toHaveLength(3);
    if (width > SID.length) expect(widthOf(lines)).toBeLessThanOrEqual(width);
  });

  test('requested columns are all shown: values that may be cut give way, and keys stay whole', () => {
    const row = { Sid: SID, Body: 'z'.repeat(100), Empty: null, Other: SID };
    const lines = tableOf([row], { width: 60, fit: 'cut', flexible: ['Body'] });
    expect(lines[0]?.split(/ +/)).toEqual(['Sid', 'Body', 'Empty', 'Other']);
    expect(lines[2]).toBe(`${SID}  ${'z'.repeat(11)}…         ${SID}`);
  });

  test('columns stay aligned below values with wide characters, which are cut between two characters', () => {
    const rows = [
      { Name: '你好世界你好世界', Size: 1 },
      { Name: 'Standup', Size: 2 },
    ];
    expect(tableOf(rows, { width: 19, fit: 'omit', flexible: ['Name'] }).slice(2)).toEqual([
      '你好世界你好…  1',
      'Standup        2',
    ]);
  });

  test('a table on a terminal shows timestamps to the minute, whose rest is in the other formats', () => {
    expect(tableOf([{ At: '2026-11-30T08:15:59Z' }], { width: 80, fit: 'omit' })[2]).toBe('2026-11-30 08:15');
  });

  test('a table without rows shows the header of every column that fits', () => {
    let text = '';
    createTableWriter(['Sid', 'To'], (written) => (text += written), { width: 80, fit: 'omit' }).end();
    expect(text).toBe('Sid  To\n───  ──\n');
  });
});
