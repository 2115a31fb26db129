import type { ReactNode } from 'react';
import styles from './table.module.css';

/** A column of a table of resources. The rows of entities have a table of their own. */
export interface Column<T> {
  readonly title: string;
  readonly cell: (row: T) => ReactNode;
  readonly kind?: 'number' | 'wrap' | 'muted';
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

export function Table<T>({ label, columns, rows, keyOf }: TableProps<T>) {
  const classOf = ({ kind }: Column<T>) => (kind ? styles[kind] : undefined);
  return (
    <div className={styles.scroll} tabIndex={0} role="region" aria-label={label}>
      <table className={styles.table}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column.title}
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
            <tr key={keyOf(row)}>
              {columns.map((column) => (
                <td key={column.title} className={classOf(column)}>
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
