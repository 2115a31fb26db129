import { zstdDecompressSync } from 'node:zlib';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { describe, expect, test } from 'vitest';
import type { ExportColumn } from './columns.js';
import type { Row } from './encoder.js';
import { createParquetEncoder } from './parquet.js';

const column = (name: string, dataType: ExportColumn['dataType'], isList = false): ExportColumn => ({
  name,
  dataType,
  isList,
});

const COLUMNS = [
  column('Body', 'text'),
  column('NumSegments', 'integer'),
  column('Latitude', 'double'),
  column('Price', 'decimal'),
  column('IsUsed', 'boolean'),
  column('DateSent', 'timestamp'),
  column('Day', 'date'),
  column('Links', 'json'),
  column('Urls', 'text', true),
];

function encode(rows: readonly Row[], columns: readonly ExportColumn[] = COLUMNS, pages = 1): ArrayBuffer {
  const encoder = createParquetEncoder(columns);
  const size = Math.ceil(rows.length / pages) || 1;
  const parts = [encoder.begin()];
  for (let start = 0; start < rows.length; start += size) parts.push(...encoder.rows(rows.slice(start, start + size)));
  parts.push(encoder.end());
  const bytes = Buffer.concat(parts);
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
}

const read = (file: ArrayBuffer) =>
  parquetReadObjects({ file, compressors: { ZSTD: (bytes: Uint8Array) => zstdDecompressSync(bytes) } });

describe('Parquet', () => {
  test('values of every data type are read back with their types', async () => {
    const rows: readonly Row[] = [
      {
        Body: 'Grüße \u2028 😀',
        NumSegments: 9_007_199_254_740_991,
        Latitude: 0.1,
        Price: '-0.00750',
        IsUsed: false,
        DateSent: '2026-11-30T13:54:47.123456Z',
        Day: '2026-02-28',
        Links: { media: '/a', list: [1, null] },
        Urls: ['a', 'b'],
      },
      { Body: '', Price: '1234567890123.5', DateSent: '1999-12-31T23:59:59Z', IsUsed: true },
    ];
    const [first, second] = await read(encode(rows));
    expect(first).toMatchObject({
      Body: 'Grüße \u2028 😀',
      NumSegments: 9_007_199_254_740_991n,
      Latitude: 0.1,
      Price: -0.0075,
      IsUsed: false,
      DateSent: new Date('2026-11-30T13:54:47.123Z'),
      Day: new Date('2026-02-28'),
      Links: { media: '/a', list: [1, null] },
      Urls: ['a', 'b'],
    });
    expect(second).toMatchObject({
      Body: '',
      NumSegments: null,
      IsUsed: true,
      Links: null,
      Price: 1_234_567_890_123.5,
    });
  });

  test('the schema names the types that DuckDB and pyarrow show', () => {
    const { schema } = parquetMetadata(encode([]));
    const typeOf = (name: string) => schema.find((element) => element.name === name);
    expect(typeOf('Price')).toMatchObject({ converted_type: 'DECIMAL', precision: 38, scale: 12 });
    expect(typeOf('DateSent')).toMatchObject({
      type: 'INT64',
      logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MICROS' },
    });
    expect(typeOf('NumSegments')).toMatchObject({ type: 'INT64', repetition_type: 'OPTIONAL' });
    expect(typeOf('Day')).toMatchObject({ converted_type: 'DATE' });
    expect(typeOf('Urls')).toMatchObject({ converted_type: 'JSON' });
  });

  test('rows are written in groups, in their order, whatever the pages are', async () => {
    const rows = Array.from({ length: 25_000 }, (_, index) => ({ Body: `row ${index}` }));
    const file = encode(rows, [column('Body', 'text')], 33);
    expect(parquetMetadata(file).row_groups.map(({ num_rows: count }) => Number(count))).toEqual([
      10_000, 10_000, 5000,
    ]);
    const found = await read(file);
    expect(found.map(({ Body }) => Body)).toEqual(rows.map(({ Body }) => Body));
  });

  test('a decimal that would have to be rounded is refused', () => {
    const price = [column('Price', 'decimal')];
    expect(() => encode([{ Price: '0.0000000000001' }], price)).toThrow(
      expect.objectContaining({
        reason: 'DECIMAL_TOO_LONG',
        message: expect.stringContaining('Price is 0.0000000000001'),
      }),
    );
    expect(() => encode([{ Price: `1${'0'.repeat(26)}` }], price)).toThrow(/Choose another format/);
    expect(() => encode([{ Price: `1${'0'.repeat(25)}.5000000000000000` }], price)).not.toThrow();
  });
});
