import { createReadStream } from 'node:fs';
import type { Row } from '../formats/encoder.js';

const ROWS_AT_ONCE = 1000;
const LINE_FEED = 10;

/** Reads rows that were staged as NDJSON, some at once. */
export async function* readStagedRows(path: string): AsyncGenerator<{ readonly rows: readonly Row[] }> {
  let rows: Row[] = [];
  // Not by readline, which ends lines at more characters than JSON escapes.
  for await (const line of readLines(path)) {
    rows.push(JSON.parse(line) as Row);
    if (rows.length < ROWS_AT_ONCE) continue;
    yield { rows };
    rows = [];
  }
  if (rows.length > 0) yield { rows };
}

async function* readLines(path: string): AsyncGenerator<string> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const block of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
    const bytes: Buffer = Buffer.concat([rest, block as Buffer]);
    let start = 0;
    for (let end = bytes.indexOf(LINE_FEED); end >= 0; end = bytes.indexOf(LINE_FEED, start)) {
      yield bytes.toString('utf8', start, end);
      start = end + 1;
    }
    rest = bytes.subarray(start);
  }
}
