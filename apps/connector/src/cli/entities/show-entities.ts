import { catalog, findEntityType } from '@twilio-connector/entities';
import type { Row } from '../terminal/row-writer.js';
import { UsageError } from '../terminal/usage-error.js';
import { formatOf, writeRows } from '../terminal/write-rows.js';
import type { EntityFlags } from './entity-flags.js';

// In a file, where the width does not limit a table.
const TABLE_COLUMNS = 7;

/** Writes rows with the requested columns that they have. */
export function show(rows: readonly Row[], name: string, flags: EntityFlags, process: NodeJS.Process): void {
  const { columns, ...output } = outputOf(name, flags, process);
  writeRows(rows, { ...output, columns: columns.filter((column) => rows.some((row) => column in row)) }, process);
}

/** How the rows of an entity type are written, and with which columns. */
export function outputOf(name: string, flags: EntityFlags, process: NodeJS.Process) {
  const output = formatOf(flags, process);
  const readable = Object.entries(findEntityType(catalog, name).fields).filter(
    ([, { readable: isReadable }]) => isReadable !== false,
  );
  const all = readable.map(([column]) => column);
  if (flags.fields) return { output, columns: flags.fields.map((wanted) => findColumn(wanted, all, name)) };
  const isCut = output === 'table' && !process.stdout.isTTY;
  return { output, columns: isCut ? all.slice(0, TABLE_COLUMNS) : all, omitsColumns: true };
}

function findColumn(wanted: string, columns: readonly string[], entityType: string): string {
  const found = columns.find((column) => column.toLowerCase() === wanted.toLowerCase());
  if (found) return found;
  throw new UsageError(`${entityType} has no column ${JSON.stringify(wanted)}. Its columns: ${columns.join(', ')}.`);
}
