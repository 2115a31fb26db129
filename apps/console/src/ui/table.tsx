import type { ReactNode } from 'react';
import styles from './table.module.css';

/** A column of a table of resources. The rows of entities have a table of their own. */
export interface Column<T> {
  readonly title: string;
  readonly cell: (row: T) => ReactNode;
  /** Of those that wrap, `narrow` gives room to others, and `wide` has room for a SID. */
  readonly kind?: 'number' | 'wrap' | 'narrow' | 'wide' | 'muted';
  /** The title is for assistive technology only. */
  readonly isTitleHidden?: boolean;
}

interface TableProps<T> {
  /** What the rows are. */
  readonly label: string;
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  readonly keyOf: (row: T) => string;
}

/** On a telephone, each row is a block. Its roles are given, since browsers drop those of tables that are laid out otherwise. */
export function Table<T>({ label, columns, rows, keyOf }: TableProps<T>) {
  const classOf = ({ kind, isTitleHidden }: Column<T>) =>
    isTitleHidden ? styles.end : kind ? styles[kind] : undefined;
  return (
    <div className={styles.scroll} tabIndex={0} role="region" aria-label={label}>
      <table role="table" className={styles.table}>
        <thead>
          <tr role="row">
            {columns.map((column) => (
              <th
                key={column.title}
                role="columnheader"
                scope="col"
                className={column.kind === 'number' ? styles.number : undefined}
                aria-label={column.isTitleHidden ? column.title : undefined}
              >
                {column.isTitleHidden ? null : column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr role="row" key={keyOf(row)}>
              {columns.map((column) => (
                <td
                  key={column.title}
                  role="cell"
                  className={classOf(column)}
                  data-title={column.isTitleHidden ? undefined : column.title}
                >
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
