import type { QueryResult, ResultColumn } from '@twilio-connector/sql';
import type { Row } from '../calls/operations/reads.js';

type Column = Pick<ResultColumn, 'name' | 'type' | 'table' | 'column'>;

/** The columns and the rows of an answer. */
export interface Answer {
  readonly columns: readonly AnswerColumn[];
  readonly rows: readonly Row[];
}

/** A column of an answer. */
interface AnswerColumn {
  /** Its name in the rows. */
  readonly name: string;
  /** Its type as PostgreSQL prints it; undefined for a type that is not built in. */
  readonly type: string | undefined;
}

/**
 * The rows of a result by column. Columns of entity types have the names of entities (`DateSent`), unless the query renamed them;
 * others have the names that PostgreSQL gives them. Of columns with the same name, the later ones have a number.
 */
export function toAnswer(
  { columns, rows }: { readonly columns: readonly Column[]; readonly rows: QueryResult['rows'] },
  propertyOf: (table: string, column: string) => string,
): Answer {
  const names = uniquely(columns.map((column) => nameOf(column, propertyOf)));
  return {
    columns: columns.map(({ type }, index) => ({ name: names[index] ?? '', type })),
    rows: rows.map((values) => Object.fromEntries(values.map((value, index) => [names[index] ?? '', value]))),
  };
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
