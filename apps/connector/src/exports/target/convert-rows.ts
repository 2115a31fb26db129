import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { encodePages } from '../encode-pages.js';
import type { ExportColumn } from '../formats/columns.js';
import { compress } from '../formats/compression.js';
import { createEncoder } from '../formats/format.js';
import type { ExportRequest } from './export-request.js';
import { readStagedRows } from './read-staged-rows.js';

/** Whether the rows that were staged are not the bytes of the file yet. */
export function needsConversion({ format, compression }: ExportRequest): boolean {
  return format === 'parquet' || compression !== null;
}

interface Conversion {
  readonly request: ExportRequest;
  readonly columns: readonly ExportColumn[];
  readonly afterPage: () => void;
}

/** Writes the file from the staged rows, and flushes it. Returns the SHA-256 of the file. */
export async function convertRows(
  from: string,
  to: string,
  { request, columns, afterPage }: Conversion,
): Promise<string> {
  const { format, compression } = request;
  const bytes: AsyncIterable<Uint8Array> =
    format === 'parquet'
      ? encodePages(readStagedRows(from), await createEncoder(format, columns), afterPage)
      : createReadStream(from);
  const file = await open(to, 'w');
  const hash = createHash('sha256');
  try {
    for await (const block of compression ? compress(bytes, compression) : bytes) {
      hash.update(block);
      await file.appendFile(block);
    }
    await file.datasync();
    return hash.digest('hex');
  } finally {
    await file.close();
  }
}

/** Returns the SHA-256 of a file. */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const block of createReadStream(path)) hash.update(block as Uint8Array);
  return hash.digest('hex');
}
