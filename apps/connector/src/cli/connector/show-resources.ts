import { toLine } from '../terminal/cell-text.js';
import type { Format } from '../terminal/format.js';
import { writeNotes } from '../terminal/notes.js';
import type { Row } from '../terminal/row.js';
import { openRowWriter } from '../terminal/write-rows.js';
import type { Resource } from './connector-client.js';

/** How resources are shown: as they are in JSON, or as rows in tables and CSV. */
export interface Shown {
  /** Default for a single resource: indented JSON. */
  readonly output?: Format | undefined;
  /** The row in a table or in CSV. */
  readonly toRow: (resource: Resource) => Row;
  /** The columns of that row, for the header of an empty list. */
  readonly columns: readonly string[];
  /** The columns whose values a terminal that is too narrow may shorten. */
  readonly flexible?: readonly string[];
}

/** Writes one resource. */
export async function showOne(resource: Resource, { output, ...shown }: Shown, process: NodeJS.Process): Promise<void> {
  if (output === undefined || output === 'json') process.stdout.write(`${JSON.stringify(resource, null, 2)}\n`);
  else (await rowWriter({ ...shown, output }, process)).all([resource]);
}

/** Writes resources as they arrive: by default as a table on a terminal, else as NDJSON. */
export async function showAll(
  resources: AsyncIterable<Resource>,
  { output, limit = Number.POSITIVE_INFINITY, ...shown }: Shown & { readonly limit?: number | undefined },
  process: NodeJS.Process,
): Promise<void> {
  const writer = await rowWriter({ ...shown, output: output ?? (process.stdout.isTTY ? 'table' : 'ndjson') }, process);
  let left = limit;
  if (left > 0) {
    for await (const resource of resources) {
      writer.one(resource);
      left -= 1;
      if (left <= 0) break;
    }
  }
  writer.end();
}

/** Shows resources one at a time, and says which columns did not fit into a table. */
async function rowWriter(
  { output, toRow, columns, flexible }: Shown & { readonly output: Format },
  process: NodeJS.Process,
) {
  const isFlat = output === 'table' || output === 'csv';
  const writer = await openRowWriter({ output, columns: isFlat ? columns : undefined, fit: 'omit', flexible }, process);
  const filled = new Set<string>();
  const one = (resource: Resource) => {
    const row: Row = isFlat ? toRow(resource) : resource;
    for (const name of output === 'table' ? columns : []) if (toLine(row[name]) !== '') filled.add(name);
    writer.row(row);
  };
  const end = () => {
    const shown = writer.end();
    const omitted = shown ? columns.filter((name) => filled.has(name) && !shown.includes(name)) : [];
    if (omitted.length > 0)
      writeNotes([`Not shown: ${omitted.join(', ')}. Use -o json, or a wider terminal.`], process);
  };
  return {
    one,
    end,
    all(resources: readonly Resource[]) {
      resources.forEach(one);
      end();
    },
  };
}
