import { ArrowDown, ArrowUp } from 'lucide-react';
import type { GridColumn } from './grid-columns.ts';
import type { GridProps } from './use-grid.ts';
import type { GridCell } from './grid-keys.ts';
import styles from './grid.module.css';

interface GridHeadProps extends Pick<GridProps, 'sort' | 'onSort'> {
  readonly columns: readonly GridColumn[];
  readonly template: string;
  readonly active: GridCell;
  readonly onActive: (cell: GridCell) => void;
}

/** Up, down, then the order of Twilio, which costs nothing. */
function nextSort(name: string, direction: string | undefined): string | undefined {
  if (direction === undefined) return `${name} ASC`;
  return direction === 'ASC' ? `${name} DESC` : undefined;
}

const WORDS: Readonly<Record<string, 'ascending' | 'descending'>> = { ASC: 'ascending', DESC: 'descending' };

export function GridHead({ columns, template, active, sort, onSort, onActive }: GridHeadProps) {
  const [sorted, direction] = sort?.split(' ') ?? [];
  return (
    <div role="rowgroup" className={styles.head}>
      <div role="row" aria-rowindex={1} className={styles.row} style={{ gridTemplateColumns: template }}>
        {columns.map(({ field, kind }, column) => {
          const own = field.name === sorted ? direction : undefined;
          return (
            <div
              key={field.name}
              role="columnheader"
              aria-colindex={column + 1}
              aria-sort={own ? WORDS[own] : 'none'}
              className={`${styles.cell} ${kind === 'number' ? styles.number : ''}`}
            >
              <button
                type="button"
                className={styles.sort}
                title={field.description}
                tabIndex={active.row === -1 && active.column === column ? 0 : -1}
                data-cell={`-1:${column}`}
                onFocus={() => onActive({ row: -1, column })}
                onClick={() => onSort(nextSort(field.name, own))}
              >
                {field.name}
                {own === 'ASC' && <ArrowUp size={12} aria-hidden />}
                {own === 'DESC' && <ArrowDown size={12} aria-hidden />}
              </button>
            </div>
          );
        })}
      </div>
    </div>
  );
}
