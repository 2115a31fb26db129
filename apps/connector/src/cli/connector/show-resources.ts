import type { Format } from '../terminal/format.js';
import type { Row } from '../terminal/row-writer.js';
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
}

/** Writes one resource. */
export function showOne(resource: Resource, { output, ...shown }: Shown, process: NodeJS.Process): void {
  if (output === undefined || output === 'json') process.stdout.write(`${JSON.stringify(resource, null, 2)}\n`);
  else rowWriter({ ...shown, output }, process).all([resource]);
}

/** Writes resources as they arrive: by default as a table on a terminal, else as NDJSON. */
export async function showAll(
  resources: AsyncIterable<Resource>,
  { output, limit = Number.POSITIVE_INFINITY, ...shown }: Shown & { readonly limit?: number | undefined },
  process: NodeJS.Process,
): Promise<void> {
  const writer = rowWriter({ ...shown, output: output ?? (process.stdout.isTTY ? 'table' : 'ndjson') }, process);
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

function rowWriter({ output, toRow, columns }: Shown & { readonly output: Format }, process: NodeJS.Process) {
  const isFlat = output === 'table' || output === 'csv';
  const writer = openRowWriter({ output, columns: isFlat ? columns : undefined }, process);
  const one = (resource: Resource) => writer.row(isFlat ? toRow(resource) : resource);
  return {
    one,
    end: () => writer.end(),
    all(resources: readonly Resource[]) {
      resources.forEach(one);
      writer.end();
    },
  };
}
