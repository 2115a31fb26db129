import { catalog, findEntityType } from '@twilio-connector/entities';
import type { Row } from '../terminal/row-writer.js';
import { UsageError } from '../terminal/usage-error.js';
import { formatOf, writeRows } from '../terminal/write-rows.js';
import type { EntityFlags } from './entity-flags.js';

// The number of columns of a table in a file.
const TABLE_COLUMNS = 7;

/** Writes a single row with the requested columns that it has. On a terminal, a table shows one column per line. */
export function showEntity(row: Row, name: string, flags: EntityFlags, process: NodeJS.Process): void {
  const { output, ...wanted } = outputOf(name, flags, process);
  const columns = wanted.columns.filter((column) => column in row);
  if (output !== 'table' || flags.fields || !process.stdout.isTTY)
    return writeRows([row], { output, columns }, process);
  const lines = columns.map((column) => ({ Column: column, Value: row[column] }));
  writeRows(lines, { output }, process);
}

/** How the rows of an entity type are written, and with which columns. */
export function outputOf(name: string, flags: EntityFlags, process: NodeJS.Process) {
  const output = formatOf(flags, process);
  const fields = Object.entries(findEntityType(catalog, name).fields).filter(([, { readable }]) => readable !== false);
  const all = fields.map(([column]) => column);
  if (flags.fields) return { output, columns: flags.fields.map((wanted) => findColumn(wanted, all, name)) };
  if (output !== 'table') return { output, columns: all };
  // Almost every row belongs to the same account, so that its column gives way to the others.
  const sorted = fields.toSorted(
    ([, a], [, b]) => Number(a.references === 'Accounts') - Number(b.references === 'Accounts'),
  );
  const columns = sorted.map(([column]) => column);
  return { output, columns: process.stdout.isTTY ? columns : columns.slice(0, TABLE_COLUMNS), omitsColumns: true };
}

function findColumn(wanted: string, columns: readonly string[], entityType: string): string {
  const found = columns.find((column) => column.toLowerCase() === wanted.toLowerCase());
  if (found) return found;
  throw new UsageError(`${entityType} has no column ${JSON.stringify(wanted)}. Its columns: ${columns.join(', ')}.`);
}
