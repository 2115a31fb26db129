import { type EntityType, type Field, summaryOf } from '@twilio-connector/entities';
import type { Row } from '../terminal/row.js';
import { formatOf, type RowOutput, writeRecord, writeRows } from '../terminal/write-rows.js';
import type { EntityFlags } from './entity-flags.js';
import { columnNamed } from './named.js';

/** Writes a single row with the requested columns that it has. A table shows one column a line. */
export async function showEntity(
  row: Row,
  entityType: EntityType,
  flags: EntityFlags,
  process: NodeJS.Process,
): Promise<void> {
  const output = formatOf(flags, process);
  const columns = (requested(entityType, flags) ?? columnsOf(entityType)).filter((column) => column in row);
  if (output !== 'table') return writeRows([row], { output, columns }, process);
  await writeRecord(row, columns, process);
}

/** How the rows of a list are written, and with which columns: in a table, by default with those that matter most. */
export function listOutput(entityType: EntityType, flags: EntityFlags, process: NodeJS.Process): RowOutput {
  const output = formatOf(flags, process);
  const columns = requested(entityType, flags);
  if (output !== 'table') return { output, columns: columns ?? columnsOf(entityType) };
  const flexible = Object.entries(entityType.fields).flatMap(([name, field]) => (isFlexible(field) ? [name] : []));
  return columns
    ? { output, columns, fit: 'cut', flexible }
    : { output, columns: summaryOf(entityType), fit: 'omit', flexible };
}

/** The sentences below a table: how many rows and columns there are, and how to get more. */
export function tableFooter(
  entityType: EntityType,
  { count, shown }: { readonly count: number; readonly shown: readonly string[] },
  { limit, fields }: EntityFlags,
): readonly string[] {
  const rows = `${count} ${count === 1 ? 'row' : 'rows'}`;
  const counted =
    limit !== undefined && count >= limit ? `${rows}; there may be more than --limit ${limit}.` : `${rows}.`;
  const all = columnsOf(entityType);
  const others = [...new Set([...summaryOf(entityType), ...all])].filter((column) => !shown.includes(column));
  if (fields || shown.length === 0 || others.length === 0) return [counted];
  const example = [...shown.slice(0, 1), ...others.slice(0, 2)].join();
  return [counted, `${shown.length} of ${all.length} columns; for others: --fields ${example} or -o json.`];
}

/** Free text and JSON may be shortened. Keys, numbers, times and states may not. */
function isFlexible({ dataType, sid, values, key, repeats }: Field): boolean {
  return dataType === 'json' || repeats === true || (dataType === 'text' && !sid && !values && !key);
}

/** The columns that answers can contain. */
function columnsOf({ fields }: EntityType): readonly string[] {
  return Object.keys(fields).filter((name) => fields[name]?.readable !== false);
}

function requested(entityType: EntityType, { fields }: EntityFlags): readonly string[] | undefined {
  return fields?.map((name) => columnNamed(name, entityType, columnsOf(entityType)));
}
