import { Database, KeyRound } from 'lucide-react';
import { useState } from 'react';
import type { SqlColumn, SqlTable } from '../resources/sql-table.ts';
import { breakable } from '../ui/badge.tsx';
import { inputClass } from '../ui/field.tsx';
import { quoteName } from './quote-name.ts';
import styles from './schema-tree.module.css';

interface SchemaTreeProps {
  readonly tables: readonly SqlTable[];
  readonly filter: string;
  readonly onFilter: (filter: string) => void;
  /** Puts a name into the statement. */
  readonly onInsert: (name: string) => void;
}

/** So few tables that match a filter are open. */
const MAX_OPEN = 5;

/** The tables whose name, entity type or columns contain a text. By a column, only the columns that contain it are shown. */
function matching(tables: readonly SqlTable[], filter: string): readonly SqlTable[] {
  const wanted = filter.trim().toLowerCase();
  if (wanted === '') return tables;
  return tables.flatMap((table) => {
    if (table.name.includes(wanted) || table.entityType.toLowerCase().includes(wanted)) return [table];
    const columns = table.columns.filter(({ name }) => name.includes(wanted));
    return columns.length > 0 ? [{ ...table, columns }] : [];
  });
}

/** The tables of the connection and their columns. Each name is a button that puts it into the statement. */
export function SchemaTree({ tables, filter, onFilter, onInsert }: SchemaTreeProps) {
  const found = matching(tables, filter);
  const isFiltered = filter.trim() !== '';
  return (
    <>
      <input
        data-filter
        type="search"
        aria-label="Filter tables and columns"
        placeholder="Filter tables and columns"
        className={inputClass}
        value={filter}
        onChange={(event) => onFilter(event.target.value)}
      />
      <ul className={styles.tables} aria-label="Tables">
        {found.map((table) => (
          <li key={`${table.name} ${isFiltered && found.length <= MAX_OPEN}`}>
            <Table table={table} isOpenAtFirst={isFiltered && found.length <= MAX_OPEN} onInsert={onInsert} />
          </li>
        ))}
      </ul>
      {found.length === 0 && <p role="status">No table or column contains “{filter}”.</p>}
    </>
  );
}

interface TableProps extends Pick<SchemaTreeProps, 'onInsert'> {
  readonly table: SqlTable;
  readonly isOpenAtFirst: boolean;
}

/** Its columns are in the document only while they are shown, since all tables have more than a thousand. */
function Table({ table, isOpenAtFirst, onInsert }: TableProps) {
  const [isOpen, setOpen] = useState(isOpenAtFirst);
  return (
    <details open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary title={table.description}>
        <Database size={13} aria-hidden /> <span>{breakable(table.name)}</span>
      </summary>
      {isOpen && <Columns table={table} onInsert={onInsert} />}
    </details>
  );
}

function titleOf({ description, filter = [], references }: SqlColumn): string {
  const parts = [
    description,
    filter.length > 0 && `Twilio filters ${filter.join(' ')}.`,
    references && `References ${references.table}.${references.column}.`,
  ];
  return parts.filter(Boolean).join(' ');
}

function Columns({ table, onInsert }: { readonly table: SqlTable } & Pick<SchemaTreeProps, 'onInsert'>) {
  const { name: tableName, requires = [], columns } = table;
  return (
    <ul className={styles.columns} aria-label={`Columns of ${tableName}`}>
      <li>
        <button type="button" className={styles.name} onClick={() => onInsert(quoteName(tableName))}>
          Insert {tableName}
        </button>
      </li>
      {columns.map((column) => (
        <li key={column.name}>
          <button
            type="button"
            className={styles.name}
            title={titleOf(column)}
            onClick={() => onInsert(quoteName(column.name))}
          >
            <code>{column.name}</code>
            {column.isKey && <KeyRound size={11} aria-label="key" />}
            <small>
              {column.type}
              {requires.includes(column.name) && ', needed in WHERE'}
            </small>
          </button>
        </li>
      ))}
    </ul>
  );
}
