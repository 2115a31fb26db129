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
const MAX_PAGE_SIZE = 1000;

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

/** The tables of a connection: one for each entity type that it may list. */
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
