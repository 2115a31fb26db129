import { expect, test } from 'vitest';
import { FORMATS } from './sql-export.ts';

const result = {
  columns: [{ name: 'Body', type: 'text' }, { name: 'n' }],
  rows: [
    { Body: '=1+1', n: 2 },
    { Body: null, n: 0 },
  ],
};

test.each([
  ['csv', "Body,n\n'=1+1,2\n,0\n"],
  ['json', `${JSON.stringify(result.rows, null, 2)}\n`],
  ['ndjson', '{"Body":"=1+1","n":2}\n{"Body":null,"n":0}\n'],
])('a result is saved as %s', (extension, content) => {
  expect(FORMATS.find((format) => format.extension === extension)?.write(result)).toBe(content);
});

test('a result without rows still has a header in CSV', () => {
  expect(FORMATS[0]?.write({ ...result, rows: [] })).toBe('Body,n\n');
});
