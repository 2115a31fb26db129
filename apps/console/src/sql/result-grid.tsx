import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { type GridCell, moveCell } from '../data/grid-keys.ts';
import styles from '../data/grid.module.css';
import { ROW_HEIGHT, useVisibleRows } from '../data/use-grid.ts';
import { useFormatTime } from '../format/clock.ts';
import type { ConnectionPlace } from '../resources/connection.ts';
import { CellDialog } from './cell-dialog.tsx';
import { kindOf, ResultCell, shortType, widthOf } from './result-cell.tsx';
import type { Result } from './sql-calls.ts';
import own from './sql.module.css';

interface ResultGridProps extends Pick<Result, 'columns' | 'rows'> {
  readonly place: ConnectionPlace;
}

/** The rows of a result as an ARIA grid. Only the visible ones are in the document. Enter shows a whole value. */
export function ResultGrid({ place, columns, rows }: ResultGridProps) {
  const formatTime = useFormatTime();
  const { active, setActive, container, virtualizer, onKeyDown, open, setOpen } = useResultGrid(
    rows.length,
    columns.length,
  );
  const template = columns
    .map((column, at) => (at === columns.length - 1 ? `minmax(${widthOf(column)}px, 1fr)` : `${widthOf(column)}px`))
    .join(' ');
  const focusOf = (row: number, column: number) => ({
    tabIndex: active.row === row && active.column === column ? 0 : -1,
    'data-cell': `${row}:${column}`,
    onFocus: () => setActive({ row, column }),
  });
  const opened = open && columns[open.column];
  return (
    <div
      ref={container}
      role="grid"
      aria-label="Result"
      aria-rowcount={rows.length + 1}
      aria-colcount={columns.length}
      className={styles.grid}
      onKeyDown={onKeyDown}
    >
      <div className={styles.table} role="presentation">
        <div role="rowgroup" className={styles.head}>
          <div role="row" aria-rowindex={1} className={styles.row} style={{ gridTemplateColumns: template }}>
            {columns.map((column, at) => (
              <div
                key={column.name}
                role="columnheader"
                aria-colindex={at + 1}
                className={`${styles.cell} ${own.column} ${kindOf(column) === 'number' ? styles.number : ''}`}
                {...focusOf(-1, at)}
              >
                <span>{column.name}</span> <small>{shortType(column)}</small>
              </div>
            ))}
          </div>
        </div>
        <div role="rowgroup" className={styles.body} style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index, start }) => (
            <div
              key={index}
              role="row"
              aria-rowindex={index + 2}
              className={styles.row}
              style={{ gridTemplateColumns: template, transform: `translateY(${start}px)` }}
            >
              {columns.map((column, at) => (
                <div
                  key={column.name}
                  role="gridcell"
                  aria-colindex={at + 1}
                  className={`${styles.cell} ${kindOf(column) === 'number' ? styles.number : ''}`}
                  {...focusOf(index, at)}
                  onDoubleClick={() => setOpen({ row: index, column: at })}
                >
                  <ResultCell
                    place={place}
                    column={column}
                    value={rows[index]?.[column.name]}
                    formatTime={formatTime}
                  />
                </div>
              ))}
            </div>
          ))}
        </div>
      </div>
      {opened && (
        <CellDialog
          place={place}
          column={opened}
          value={rows[open.row]?.[opened.name]}
          onClose={() => setOpen(undefined)}
        />
      )}
    </div>
  );
}

function useResultGrid(rows: number, columns: number) {
  const [active, setActive] = useState<GridCell>({ row: 0, column: 0 });
  const [open, setOpen] = useState<GridCell>();
  const container = useRef<HTMLDivElement>(null);
  const isFocusWanted = useRef(false);
  const virtualizer = useVisibleRows(container, rows, active.row);
  useEffect(() => {
    if (!isFocusWanted.current) return;
    isFocusWanted.current = false;
    container.current?.querySelector<HTMLElement>(`[data-cell="${active.row}:${active.column}"]`)?.focus();
  });
  function onKeyDown(event: KeyboardEvent): void {
    if (open) return;
    const page = Math.floor((container.current?.clientHeight ?? 0) / ROW_HEIGHT) - 1;
    const next = moveCell(active, event.key, event.ctrlKey, { rows, columns, page });
    if (next) {
      isFocusWanted.current = true;
      setActive(next);
      if (next.row >= 0) virtualizer.scrollToIndex(next.row);
    } else if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey && active.row >= 0) setOpen(active);
    else return;
    event.preventDefault();
  }
  return { active, setActive, container, virtualizer, onKeyDown, open, setOpen };
}
