import { SqlError } from '../errors.js';
import type { Catalog, Table } from './catalog.js';
import { tableOidsOf } from './table-oids.js';

/** A name as a statement writes it. */
export interface TableName {
  readonly catalogname?: string;
  readonly schemaname?: string;
  readonly relname: string;
  /** In bytes from 0. */
  readonly location?: number;
}

/** Finds tables by their names as statements write them. */
export interface TableNames {
  /** @throws SqlError if there is no such table */
  find(name: TableName): Table;
  /** The OID of a table in the system catalogs. */
  oidOf(table: Table): number;
}

/** The schemas of PostgreSQL itself. */
export const SYSTEM_SCHEMAS: ReadonlySet<string> = new Set(['pg_catalog', 'information_schema']);

/** Whether a name is one of PostgreSQL's own tables. Those of `pg_catalog` need no schema. */
export const isSystemTable = ({ schemaname, relname }: TableName): boolean =>
  SYSTEM_SCHEMAS.has(schemaname ?? '') || (schemaname === undefined && relname.startsWith('pg_'));

/** A name with its schema, as it is written. */
export const writtenName = ({ catalogname, schemaname, relname }: TableName): string =>
  [catalogname, schemaname, relname].filter((part) => part !== undefined).join('.');

export function createTableNames(catalog: Catalog): TableNames {
  const { tables, hidden = [] } = catalog;
  const oids = tableOidsOf(catalog);
  const byName = new Map<string, Table>();
  for (const table of tables) for (const alias of table.aliases ?? []) byName.set(alias.toLowerCase(), table);
  for (const table of tables) byName.set(table.name, table);
  return {
    oidOf: (table) => oids.get(table) ?? 0,
    find(name) {
      const { catalogname, schemaname, relname, location } = name;
      const written = writtenName(name);
      if (isSystemTable(name)) throw new SqlError('0A000', `The system table ${written} cannot be used here.`);
      const table = byName.get(relname) ?? byName.get(relname.toLowerCase());
      if (table && catalogname === undefined && (schemaname ?? 'public') === 'public') return table;
      const isNamed = (name: string): boolean => name.toLowerCase() === relname.toLowerCase();
      if (hidden.some(({ name, aliases = [] }) => [name, ...aliases].some(isNamed))) {
        throw new SqlError('42501', `The table ${written} is not available on this connection.`, {
          hint: 'Ask its administrator to allow operations of that entity type.',
        });
      }
      const position = location === undefined ? undefined : location + 1;
      throw new SqlError('42P01', `relation "${written}" does not exist`, { position });
    },
  };
}
