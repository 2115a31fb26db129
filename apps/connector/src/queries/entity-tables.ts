import {
  type Action,
  type ActionCatalog,
  actions as declaredActions,
  type Catalog as EntityCatalog,
  catalog as declaredTypes,
  describeEntityType,
  type EntityType,
  type FieldDescription,
  keyOf,
  type Operation,
} from '@twilio-connector/entities';
import type { Catalog, Column, Comparison, Table } from '@twilio-connector/sql';
import { sqlTypeOf } from './sql-types.js';
import { toSqlName } from './table-names.js';
import { toProcedure, toWrites } from './written-tables.js';

/** What Twilio returns in one request at most. */
export const MAX_PAGE_SIZE = 1000;

const COMPARISONS: ReadonlySet<string> = new Set(['=', '<', '<=', '>', '>='] satisfies Comparison[]);

/** The tables and procedures of a connection, and the entity types and actions behind them. */
export interface EntityTables {
  readonly catalog: Catalog;
  /** The name of the entity type of a table. */
  readonly entityTypeOf: (table: string) => string;
  /** The name of the action of a procedure. */
  readonly actionOf: (procedure: string) => string;
  /** The column of an entity type that a column of a table is, or the one of an action's results. */
  readonly propertyOf: (table: string, column: string) => string;
}

const known = new WeakMap<EntityCatalog, EntityTables>();

/** Returns the tables of a connection. They are made once, since that takes as long as a request. */
export function tablesOf({ entities, actions }: Declarations): EntityTables {
  const tables = known.get(entities.catalog) ?? indexed(toCatalog(entities.catalog, actions.catalog));
  known.set(entities.catalog, tables);
  return tables;
}

/** The entity types and actions that a connection allows. */
interface Declarations {
  readonly entities: { readonly catalog: EntityCatalog };
  readonly actions: { readonly catalog: ActionCatalog };
}

function indexed(catalog: Catalog): EntityTables {
  const named = new Map(
    [...catalog.tables, ...(catalog.procedures ?? [])].map(({ name, aliases, columns }) => [
      name,
      { declaration: aliases?.[0], properties: new Map(columns.map((column) => [column.name, column.property])) },
    ]),
  );
  const declarationOf = (name: string): string => named.get(name)?.declaration ?? name;
  return {
    catalog,
    entityTypeOf: declarationOf,
    actionOf: declarationOf,
    propertyOf: (table, column) => named.get(table)?.properties.get(column) ?? column,
  };
}

/** One table for each entity type that may be listed or written, and one procedure for each action. */
export function toCatalog(entityTypes: EntityCatalog, actions: ActionCatalog): Catalog {
  const hidden = Object.values(declaredTypes).filter(({ name }) => !Object.hasOwn(entityTypes, name));
  return {
    tables: Object.values(entityTypes)
      .filter(({ operations }) => operations.some((operation) => TABLE_OPERATIONS.has(operation)))
      .map((entityType) => toTable(entityType, entityTypes)),
    procedures: Object.values<Action>(declaredActions).map((action) =>
      toProcedure(action, Object.hasOwn(actions, action.name)),
    ),
    hidden: hidden.map(({ name }) => ({ name: toSqlName(name), aliases: [name] })),
  };
}

/** An entity type with none of these is read by key only. */
const TABLE_OPERATIONS: ReadonlySet<Operation> = new Set(['LIST', 'CREATE', 'UPDATE', 'DELETE']);

function toTable(entityType: EntityType, all: EntityCatalog): Table {
  const { name, description, window, defaultSortBy, maxPageSize = MAX_PAGE_SIZE } = entityType;
  const fields = describeEntityType(entityType).fields.filter(({ additionalDetails }) => additionalDetails.readable);
  const { operations } = entityType;
  // Without a list, an entity is read by its key.
  const isByKey = operations.includes('GET') && !operations.includes('LIST');
  const required = fields.filter(({ key, additionalDetails: { parent } }) => parent || (key && isByKey));
  const writes = toWrites(entityType);
  return {
    name: toSqlName(name),
    aliases: [name],
    description,
    pageSize: maxPageSize,
    columns: fields.map((field) => toColumn(field, entityType, all)),
    ...(writes && { writes }),
    ...(required.length > 0 && { requires: required.map((field) => toSqlName(field.name)) }),
    ...(defaultSortBy && {
      order: { column: toSqlName(defaultSortBy), direction: 'DESC', ...(window?.neverNull && { nulls: 'LAST' }) },
    }),
  };
}

function toColumn(field: FieldDescription, { fields, window }: EntityType, all: EntityCatalog): Column {
  const { name, description, key, reference, additionalDetails } = field;
  const { repeats } = fields[name] ?? {};
  const referenced = reference && all[reference.type];
  const referencedKey = referenced && keyOf(referenced);
  const comparisons = additionalDetails.filter.filter((operator): operator is Comparison => COMPARISONS.has(operator));
  return {
    name: toSqlName(name),
    aliases: [name],
    property: name,
    type: sqlTypeOf(fields[name]),
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
