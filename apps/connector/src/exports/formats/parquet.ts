import { zstdCompressSync } from 'node:zlib';
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import type { ExportColumn } from './columns.js';
import type { Encoder, Row } from './encoder.js';
import { PARQUET_TYPES, parquetTypeOf } from './parquet-types.js';

/** Rows are written in groups of this many: more take more memory, fewer make a file that is slower to read. */
const ROW_GROUP = 10_000;

/** Parquet, one group of rows after another, so that memory does not depend on the number of rows. */
export function createParquetEncoder(columns: readonly ExportColumn[]): Encoder {
  const output = new ByteWriter();
  const types = columns.map((column) => PARQUET_TYPES[parquetTypeOf(column)]);
  const root = { name: 'root', num_children: columns.length };
  const leaves = columns.map(({ name }, index) => ({
    name,
    repetition_type: 'OPTIONAL' as const,
    ...types[index]?.schema,
  }));
  const file = new ParquetWriter({
    writer: output,
    schema: [root, ...leaves],
    codec: 'ZSTD',
    compressors: { ZSTD: (bytes) => zstdCompressSync(bytes) },
    createdBy: 'twilio-connector',
  });
  let group = newGroup(columns);
  let count = 0;

  /** Takes the bytes that were written so far. */
  function take(): Uint8Array {
    const bytes = output.getBytes().slice();
    output.index = 0;
    return bytes;
  }

  function add(row: Row): void {
    for (const [index, { name }] of columns.entries()) {
      const value = row[name];
      group[index]?.data.push(value === null || value === undefined ? null : types[index]?.toValue(value, name));
    }
    count += 1;
  }

  function writeGroup(): void {
    if (count > 0) void file.write({ columnData: group, rowGroupSize: count });
    group = newGroup(columns);
    count = 0;
  }

  return {
    begin: take,
    *rows(rows) {
      for (const row of rows) {
        add(row);
        if (count < ROW_GROUP) continue;
        writeGroup();
        yield take();
      }
    },
    end() {
      writeGroup();
      void file.finish();
      return take();
    },
  };
}

/** The values of each column. They are converted as they come, so that the rows need not be kept. */
function newGroup(columns: readonly ExportColumn[]): { readonly name: string; readonly data: unknown[] }[] {
  return columns.map(({ name }) => ({ name, data: [] }));
}
