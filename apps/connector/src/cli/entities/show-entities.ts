import { catalog, findEntityType } from '@twilio-connector/entities';
import type { Row } from '../terminal/row-writer.js';
import { UsageError } from '../terminal/usage-error.js';
import { formatOf, writeRows } from '../terminal/write-rows.js';
import type { EntityFlags } from './entity-flags.js';

// A terminal is no wider; `--fields` chooses others.
const TABLE_COLUMNS = 7;

/** Writes rows with the columns that were asked for, as far as they are there. */
export function show(rows: readonly Row[], name: string, flags: EntityFlags, process: NodeJS.Process): void {
  const columns = columnsOf(name, flags, process)?.filter((column) => rows.some((row) => column in row));
  writeRows(rows, { output: formatOf(flags, process), columns }, process);
}

/** The columns that are shown: those that were asked for, in a table the first few, else all. */
export function columnsOf(name: string, flags: EntityFlags, process: NodeJS.Process): readonly string[] | undefined {
  const readable = Object.entries(findEntityType(catalog, name).fields).filter(
    ([, { readable: isReadable }]) => isReadable !== false,
  );
  const all = readable.map(([column]) => column);
  if (flags.fields) {
    return flags.fields.map((wanted) => {
      const found = all.find((column) => column.toLowerCase() === wanted.toLowerCase());
      if (!found)
        throw new UsageError(`${name} has no column ${JSON.stringify(wanted)}. Its columns: ${all.join(', ')}.`);
      return found;
    });
  }
  return formatOf(flags, process) === 'table' ? all.slice(0, TABLE_COLUMNS) : all;
}
