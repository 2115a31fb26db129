import type { ResultColumn, Statement } from '../engine/engine.js';
import type { Instance } from './instance.ts';

/** PGlite reads values as text, so values in binary form are written as digits. */
interface BinaryForm {
  readonly sql: string;
  readonly columns: readonly ResultColumn[];
}

/**
 * Returns the statement that gives the columns in binary form which are wanted so, by the functions that PostgreSQL sends them with;
 * undefined if there are none.
 *
 * @param columns those of the statement as it is
 */
export async function binaryForm(
  instance: Pick<Instance, 'query'>,
  { sql, binary }: Pick<Statement, 'sql' | 'binary'>,
  columns: readonly ResultColumn[],
): Promise<BinaryForm | undefined> {
  if (!binary) return undefined;
  const { columns: places, fromText } = binary;
  const isWanted = ({ type }: ResultColumn, index: number): boolean =>
    (places === 'all' || places.includes(index)) && !fromText.includes(type);
  const types = new Set(columns.filter(isWanted).map(({ type }) => type));
  if (types.size === 0) return undefined;
  const list = [...types].join(', ');
  const { rows } = await instance.query(
    `select oid, typsend::oid::regproc from pg_catalog.pg_type where oid in (${list}) and typsend <> 0`,
  );
  const functions = new Map(rows.map(([type, send]) => [Number(type), String(send)]));
  const sendOf = (column: ResultColumn, index: number) =>
    isWanted(column, index) ? functions.get(column.type) : undefined;
  const values = columns.map((column, index) => {
    const send = sendOf(column, index);
    return send === undefined ? `c${index}` : `encode(pg_catalog.${send}(c${index}), 'hex')`;
  });
  const names = columns.map((_column, index) => `c${index}`);
  return {
    // A comment may end the statement.
    sql: `select ${values.join(', ')} from (${sql}\n) as result (${names.join(', ')})`,
    columns: columns.map((column, index) =>
      sendOf(column, index) === undefined ? column : { ...column, isBinary: true },
    ),
  };
}
