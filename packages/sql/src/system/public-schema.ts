import { createHash } from 'node:crypto';
import { parametersOf } from '../catalog/parameters.js';
import type { Catalog, Procedure, Table } from '../catalog/catalog.js';
import { tableOidsOf } from '../catalog/table-oids.js';
import type { PublicSchema } from '../engine/engine.js';
import { literal, quoted } from '../syntax/quote.js';

const made = new WeakMap<Catalog, PublicSchema>();

/** The tables and procedures of a catalog as PostgreSQL's own, which are empty. Made once for each catalog. */
export function publicSchemaOf(catalog: Catalog): PublicSchema {
  const known = made.get(catalog);
  if (known) return known;
  const { tables, procedures = [] } = catalog;
  const sql = [
    ...tables.map(createTable),
    ...tables.flatMap((table) => foreignKeys(table, tables)),
    ...procedures.filter(({ isDenied }) => !isDenied).map(createProcedure),
    ...tables.flatMap(comments),
    ...tables.map(grant),
  ].join('\n');
  const oids = [...tableOidsOf(catalog)].map(([{ name }, oid]) => [name, oid] as const);
  const schema = { digest: createHash('sha256').update(sql).digest('hex'), sql, oids };
  made.set(catalog, schema);
  return schema;
}

const nameOf = (name: string): string => `public.${quoted(name)}`;

/** Values are not stored, so no column needs a table for large ones besides. */
function createTable({ name, columns }: Table): string {
  const key = columns.find(({ isKey }) => isKey);
  const parts = columns.map(
    (column) => `${quoted(column.name)} ${column.type} storage plain${column.isNullable === false ? ' not null' : ''}`,
  );
  const primaryKey = key ? [`primary key (${quoted(key.name)})`] : [];
  return `create table ${nameOf(name)} (${[...parts, ...primaryKey].join(', ')});`;
}

/** References to keys. The source does not promise that the row exists, so PostgreSQL is told not to rely on it. */
function foreignKeys({ name, columns }: Table, tables: readonly Table[]): readonly string[] {
  return columns.flatMap(({ name: column, type, references }) => {
    const target = tables.find((table) => table.name === references?.table);
    const key = target?.columns.find(({ isKey }) => isKey);
    if (!references || key?.name !== references.column || key.type !== type) return [];
    const to = `${nameOf(references.table)} (${quoted(references.column)})`;
    return `alter table ${nameOf(name)} add foreign key (${quoted(column)}) references ${to} not enforced;`;
  });
}

function createProcedure(procedure: Procedure): string {
  const { name, description } = procedure;
  // PostgreSQL wants those with a default last.
  const list = parametersOf(procedure).map(
    (parameter) => `${quoted(parameter.name)} ${parameter.type}${parameter.isRequired ? '' : ' default null'}`,
  );
  const comment = description === undefined ? '' : `\ncomment on procedure ${nameOf(name)} is ${literal(description)};`;
  return `create procedure ${nameOf(name)} (${list.join(', ')}) language sql begin atomic end;${comment}`;
}

/** Says what a client may do with a table. The engine lets nobody do it. */
function grant({ name, writes }: Table): string {
  const kinds = (['insert', 'update', 'delete'] as const).filter((kind) => writes?.[kind]);
  return `grant ${['select', ...kinds].join(', ')} on ${nameOf(name)} to public;`;
}

function comments({ name, description, columns }: Table): readonly string[] {
  const ofColumns = columns.flatMap((column) =>
    column.description === undefined
      ? []
      : `comment on column ${nameOf(name)}.${quoted(column.name)} is ${literal(column.description)};`,
  );
  return description === undefined
    ? ofColumns
    : [`comment on table ${nameOf(name)} is ${literal(description)};`, ...ofColumns];
}
