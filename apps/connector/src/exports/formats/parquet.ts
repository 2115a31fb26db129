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
  let waiting: Row[] = [];

  /** Takes the bytes that were written so far. */
  function take(): Uint8Array {
    const bytes = output.getBytes().slice();
    output.index = 0;
    return bytes;
  }

  function writeGroup(rows: readonly Row[]): void {
    if (rows.length === 0) return;
    const columnData = columns.map((column, index) => ({
      name: column.name,
      data: rows.map((row) => {
        const value = row[column.name];
        return value === null || value === undefined ? null : types[index]?.toValue(value, column.name);
      }),
    }));
    void file.write({ columnData, rowGroupSize: rows.length });
  }

  return {
    begin: take,
    rows(rows) {
      waiting.push(...rows);
      while (waiting.length >= ROW_GROUP) {
        writeGroup(waiting.slice(0, ROW_GROUP));
        waiting = waiting.slice(ROW_GROUP);
      }
      return take();
    },
    end() {
      writeGroup(waiting);
      waiting = [];
      void file.finish();
      return take();
    },
  };
}
