import {
  type Catalog as EntityCatalog,
  type DataTypeName,
  describeEntityType,
  type EntityType,
  type FieldDescription,
  keyOf,
} from '@twilio-connector/entities';
import type { Catalog, Column, Comparison, SqlType, Table } from '@twilio-connector/sql';
import { toSqlName } from './table-names.js';

/** What Twilio returns in one request at most. */
export const MAX_PAGE_SIZE = 1000;

const SQL_TYPES: Readonly<Record<DataTypeName, SqlType>> = {
  text: 'text',
  integer: 'bigint',
  double: 'double precision',
  decimal: 'numeric',
  boolean: 'boolean',
  timestamp: 'timestamptz',
  date: 'date',
  json: 'jsonb',
};

const COMPARISONS: ReadonlySet<string> = new Set(['=', '<', '<=', '>', '>='] satisfies Comparison[]);

/** The tables of a connection, and the entity types behind them. */
export interface EntityTables {
  readonly catalog: Catalog;
  /** The name of the entity type of a table. */
  readonly entityTypeOf: (table: string) => string;
  /** The column of an entity type that a column of a table is. */
  readonly propertyOf: (table: string, column: string) => string;
}

const known = new WeakMap<EntityCatalog, EntityTables>();

/** Returns the tables of entity types. They are made once, since that takes as long as a request. */
export function tablesOf(entityTypes: EntityCatalog): EntityTables {
  const tables = known.get(entityTypes) ?? indexed(toTables(entityTypes));
  known.set(entityTypes, tables);
  return tables;
}

function indexed(catalog: Catalog): EntityTables {
  const tables = new Map(
    catalog.tables.map(({ name, aliases, columns }) => [
      name,
      { entityType: aliases?.[0], properties: new Map(columns.map((column) => [column.name, column.property])) },
    ]),
  );
  return {
    catalog,
    entityTypeOf: (table) => tables.get(table)?.entityType ?? table,
    propertyOf: (table, column) => tables.get(table)?.properties.get(column) ?? column,
  };
}

/** One table for each entity type that may be listed. */
export function toTables(entityTypes: EntityCatalog): Catalog {
  const listed = Object.values(entityTypes).filter(({ operations }) => operations.includes('LIST'));
  return { tables: listed.map((entityType) => toTable(entityType, entityTypes)) };
}

function toTable(entityType: EntityType, all: EntityCatalog): Table {
  const { name, description, window, defaultSortBy, maxPageSize = MAX_PAGE_SIZE } = entityType;
  const fields = describeEntityType(entityType).fields.filter(({ additionalDetails }) => additionalDetails.readable);
  const parents = fields.filter(({ additionalDetails: { parent } }) => parent).map((field) => toSqlName(field.name));
  return {
    name: toSqlName(name),
    aliases: [name],
    description,
    pageSize: maxPageSize,
    columns: fields.map((field) => toColumn(field, entityType, all)),
    ...(parents.length > 0 && { requires: parents }),
    ...(defaultSortBy && {
      order: { column: toSqlName(defaultSortBy), direction: 'DESC', ...(window?.neverNull && { nulls: 'LAST' }) },
    }),
  };
}

function toColumn(field: FieldDescription, { fields, window }: EntityType, all: EntityCatalog): Column {
  const { name, description, key, reference, additionalDetails } = field;
  const { dataType = 'text', repeats } = fields[name] ?? {};
  const referenced = reference && all[reference.type];
  const referencedKey = referenced && keyOf(referenced);
  const comparisons = additionalDetails.filter.filter((operator): operator is Comparison => COMPARISONS.has(operator));
  return {
    name: toSqlName(name),
    aliases: [name],
    property: name,
    type: repeats ? 'jsonb' : SQL_TYPES[dataType],
    description,
    ...(key && { isKey: true, isNullable: false }),
    ...(window?.neverNull && window.column === name && { isNullable: false }),
    ...(referenced &&
      referencedKey !== undefined &&
      referenced.operations.includes('LIST') && {
        references: { table: toSqlName(referenced.name), column: toSqlName(referencedKey) },
      }),
    ...(comparisons.length > 0 && !repeats && { comparisons }),
  };
}
