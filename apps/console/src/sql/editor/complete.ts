import type { Completion, CompletionContext, CompletionResult, CompletionSource } from '@codemirror/autocomplete';
import { keywordCompletionSource, PostgreSQL, schemaCompletionSource, type SQLNamespace } from '@codemirror/lang-sql';
import type { SqlColumn, SqlTable } from '../../resources/sql-table.ts';
import { quoteName } from '../quote-name.ts';

/** Columns of the tables of a statement are meant more often than other tables, and words of PostgreSQL least of all. */
const COLUMN_BOOST = 1;
/** Tables that need a key are meant less often than those that can be read as they are. */
const KEYED_TABLE_BOOST = -1;
const KEYWORD_BOOST = -20;

function toColumn({ name, type, description, filter = [] }: SqlColumn): Completion {
  const pushed = filter.length > 0 ? `Twilio filters ${filter.join(' ')}. ` : '';
  const info = pushed + (description ?? '');
  return { label: name, apply: quoteName(name), type: 'property', detail: type, ...(info && { info }) };
}

function toColumnOf(table: string, column: SqlColumn): Completion {
  return { ...toColumn(column), detail: `${column.type}, ${table}`, boost: COLUMN_BOOST };
}

function toNamespace(tables: readonly SqlTable[]): SQLNamespace {
  const entries = tables.map(({ name, entityType, requires = [], columns }) => {
    const boost = requires.length > 0 ? KEYED_TABLE_BOOST : 0;
    const self: Completion = { label: name, apply: quoteName(name), type: 'type', detail: entityType, boost };
    return [name, { self, children: columns.map(toColumn) }] as const;
  });
  return Object.fromEntries(entries);
}

/** The columns of the tables that the statement names, without their tables before them. */
function columnsInSight(tables: readonly SqlTable[]): CompletionSource {
  return (context: CompletionContext): CompletionResult | null => {
    const word = context.matchBefore(/[\w]+/);
    if (!word && !context.explicit) return null;
    const from = word?.from ?? context.pos;
    if (context.state.sliceDoc(Math.max(0, from - 1), from) === '.') return null;
    const named = new Set(context.state.doc.toString().toLowerCase().match(/\w+/g));
    const options = tables
      .filter(({ name, entityType }) => named.has(name) || named.has(entityType.toLowerCase()))
      .flatMap(({ name, columns }) => columns.map((column) => toColumnOf(name, column)));
    return options.length === 0 ? null : { from, options, validFor: /^\w*$/ };
  };
}

/** What a statement is completed from: tables, their columns, and the words of PostgreSQL. */
export function completionSources(tables: readonly SqlTable[]): readonly CompletionSource[] {
  return [
    columnsInSight(tables),
    schemaCompletionSource({ dialect: PostgreSQL, schema: toNamespace(tables) }),
    keywordCompletionSource(PostgreSQL, false, (label, type) => ({ label, type, boost: KEYWORD_BOOST })),
  ];
}
