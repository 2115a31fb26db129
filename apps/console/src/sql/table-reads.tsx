import { Lightbulb } from 'lucide-react';
import { count } from '../format/words.ts';
import { type Column, Table } from '../ui/table.tsx';
import { conditionToText } from './read-condition.ts';
import type { TableRead } from './sql-calls.ts';
import styles from './sql.module.css';

const code = (text: string | undefined) => (text === undefined ? '–' : <code>{text}</code>);

function lookupOf({ lookup, lookups = [] }: TableRead): string | undefined {
  if (lookup) return `${lookup.column}, ${count(lookup.values, 'value')}`;
  return lookups.length > 0 ? `perhaps ${lookups.join(', ')}` : undefined;
}

const TABLE: Column<TableRead> = {
  title: 'Table',
  cell: ({ table, alias }) => code(alias === table ? table : `${table} ${alias}`),
};

const FILTERS: readonly Column<TableRead>[] = [
  { title: 'Twilio filters', kind: 'wrap', cell: ({ condition }) => code(condition && conditionToText(condition)) },
  { title: 'Filtered here', kind: 'wrap', cell: ({ filter }) => code(filter) },
  { title: 'Looked up by', kind: 'wrap', cell: (read) => code(lookupOf(read)) },
];

const PLANNED: readonly Column<TableRead>[] = [
  TABLE,
  {
    title: 'Requests',
    cell: ({ expectedRequests: expected }) => (expected === undefined ? 'depends' : `about ${expected}`),
  },
  ...FILTERS,
];

const DONE: readonly Column<TableRead>[] = [
  TABLE,
  { title: 'Requests', cell: ({ requests = 0 }) => requests.toLocaleString('en') },
  { title: 'Rows', cell: ({ rows = 0 }) => rows.toLocaleString('en') },
  ...FILTERS,
];

/** Why a table takes more requests than its LIMIT lets one expect, and what would take fewer. */
function Hint({ alias, hint }: { readonly alias: string; readonly hint: string }) {
  return (
    <p className={styles.hint}>
      <Lightbulb size={16} aria-hidden />
      <span>
        <code>{alias}</code>: {hint}
      </span>
    </p>
  );
}

interface TableReadsProps {
  readonly tables: readonly TableRead[];
  /** Whether the tables have been read, rather than planned. */
  readonly isDone: boolean;
}

/** How each table is read: by what Twilio filters it, what is left to do here, and what that costs. */
export function TableReads({ tables, isDone }: TableReadsProps) {
  if (tables.length === 0) return <p>No table is read, so nothing is asked of Twilio.</p>;
  return (
    <>
      <Table
        label={isDone ? 'How tables were read' : 'How tables will be read'}
        columns={isDone ? DONE : PLANNED}
        rows={tables}
        keyOf={({ table, alias }) => `${table} ${alias}`}
      />
      {tables.map(({ table, alias, hint }) => hint && <Hint key={`${table} ${alias}`} {...{ alias, hint }} />)}
    </>
  );
}
