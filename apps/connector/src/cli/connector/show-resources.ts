import { createRowWriter, type Format, type Row } from '../terminal/row-writer.js';
import type { Resource } from './connector-client.js';

/** How resources are shown: whole as JSON, or as rows where there are columns. */
export interface Shown {
  /** Default, of one resource: JSON of several lines. */
  readonly output?: Format | undefined;
  /** The row of a table, or of CSV. */
  readonly toRow: (resource: Resource) => Row;
  /** The columns of that row, known also when there is none. */
  readonly columns: readonly string[];
}

/** Writes one resource. */
export function showOne(resource: Resource, { output, ...shown }: Shown, process: NodeJS.Process): void {
  if (output === undefined || output === 'json') process.stdout.write(`${JSON.stringify(resource, null, 2)}\n`);
  else rowWriter({ ...shown, output }, process).all([resource]);
}

/** Writes resources as they come: by default as a table on a terminal, and as NDJSON elsewhere. */
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
  const writer = createRowWriter(output, isFlat ? columns : undefined, (text) => process.stdout.write(text));
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
