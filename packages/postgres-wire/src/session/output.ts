import { WireError } from '../errors.js';
import { commandComplete, copyData, copyDone, copyOutResponse, type dataRow } from '../messages/backend.js';
import type { Column } from '../messages/column.js';
import { formatAt, type ValueFormat } from '../messages/frontend.js';
import type { Stream } from '../stream.js';
import { binaryWriterOf, CONVERTED_TYPES } from '../types/binary/by-type.js';
import type { BinaryColumns, Result, TextRow } from './session.js';

/** Rows are sent in blocks of about this size. */
const BLOCK_BYTES = 64 * 1024;

type Values = Parameters<typeof dataRow>[0];

/** The function that writes rows in the formats that the client wants. @throws WireError if a type has no binary form here */
export function rowWriter(columns: readonly Column[], formats: readonly ValueFormat[]): (row: TextRow) => Values {
  const writers = columns.map(({ name, type, isBinary }, index) => {
    if (formatAt(formats, index) === 'text') return undefined;
    if (isBinary) return fromHex;
    const write = binaryWriterOf(type);
    if (write) return write;
    throw new WireError('0A000', `The column ${name} has no binary form here (type ${type}).`, 'Ask for text.');
  });
  if (writers.every((write) => write === undefined)) return (row) => row;
  return (row) =>
    row.map((value, index) => {
      const write = writers[index];
      return value === null || !write ? value : write(value);
    });
}

const fromHex = (digits: string): Uint8Array => Buffer.from(digits, 'hex');

/** The columns that a client wants in binary form, by the formats of its Bind: none, one for all, or one for each. */
export function binaryColumns(formats: readonly ValueFormat[]): BinaryColumns | undefined {
  if (!formats.includes('binary')) return undefined;
  const places = formats.flatMap((format, index) => (format === 'binary' ? [index] : []));
  return { columns: formats.length === 1 ? 'all' : places, fromText: CONVERTED_TYPES };
}

/** Sends messages in blocks, at the speed of the client. */
export class Blocks {
  readonly #stream: Stream;
  #waiting: Uint8Array[] = [];
  #bytes = 0;

  constructor(stream: Stream) {
    this.#stream = stream;
  }

  /** Resolves at once unless a block is full. */
  add(bytes: Uint8Array): Promise<void> | undefined {
    this.#waiting.push(bytes);
    this.#bytes += bytes.byteLength;
    return this.#bytes >= BLOCK_BYTES ? this.flush() : undefined;
  }

  async flush(): Promise<void> {
    const block = Buffer.concat(this.#waiting);
    this.#waiting = [];
    this.#bytes = 0;
    if (block.byteLength > 0) await this.#stream.write(block);
  }
}

/** Sends the data of a COPY TO STDOUT. */
export async function sendCopy({ columns, data }: NonNullable<Result['copy']>, blocks: Blocks): Promise<void> {
  await blocks.add(copyOutResponse(columns));
  for await (const part of data) await blocks.add(copyData(part));
  await blocks.add(copyDone);
}

/** Says that a statement is complete. */
export function completed({ tag }: Result, rows: number): Buffer {
  return commandComplete(tag ?? `SELECT ${rows}`);
}
