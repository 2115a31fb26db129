import { SqlError } from '../errors.js';
import type { Catalog, Table } from './catalog.js';

interface TableName {
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
}

const SYSTEM_SCHEMAS = new Set(['pg_catalog', 'information_schema']);

export function createTableNames({ tables, hidden = [] }: Catalog): TableNames {
  const byName = new Map<string, Table>();
  for (const table of tables) for (const alias of table.aliases ?? []) byName.set(alias.toLowerCase(), table);
  for (const table of tables) byName.set(table.name, table);
  return {
    find({ catalogname, schemaname, relname, location }) {
      const written = [catalogname, schemaname, relname].filter((part) => part !== undefined).join('.');
      const isSystem = SYSTEM_SCHEMAS.has(schemaname ?? '') || (schemaname === undefined && relname.startsWith('pg_'));
      if (isSystem) throw new SqlError('0A000', `The system table ${written} is not available to queries.`);
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
