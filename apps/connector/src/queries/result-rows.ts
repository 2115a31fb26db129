import type { QueryResult, ResultColumn } from '@twilio-connector/sql';
import type { Row } from '../calls/operations/reads.js';

type Column = Pick<ResultColumn, 'name' | 'table' | 'column'>;

interface Result extends Pick<QueryResult, 'rows'> {
  readonly columns: readonly Column[];
}

/**
 * The rows of a result by column. Columns of entity types have the names of entities (`DateSent`), unless the query renamed them;
 * others have the names that PostgreSQL gives them. Of columns with the same name, the later ones have a number.
 */
export function toRows(
  { columns, rows }: Result,
  propertyOf: (table: string, column: string) => string,
): readonly Row[] {
  const names = uniquely(columns.map((column) => nameOf(column, propertyOf)));
  return rows.map((values) => Object.fromEntries(values.map((value, index) => [names[index] ?? '', value])));
}

function nameOf({ name, table, column }: Column, propertyOf: (table: string, column: string) => string): string {
  return table !== undefined && column !== undefined && column === name ? propertyOf(table, column) : name;
}

function uniquely(names: readonly string[]): readonly string[] {
  const taken = new Set(names);
  return names.map((name, index) => {
    if (names.indexOf(name) === index) return name;
    let number = 2;
    while (taken.has(`${name}_${number}`)) number += 1;
    taken.add(`${name}_${number}`);
    return `${name}_${number}`;
  });
}
