import type { GridCell } from '../data/grid-keys.ts';
import styles from '../data/grid.module.css';
import { useFormatTime } from '../format/clock.ts';
import type { ConnectionPlace } from '../resources/connection.ts';
import { CellDialog } from './cell-dialog.tsx';
import { kindOf, ResultCell, shortType, widthOf } from './result-cell.tsx';
import type { Result, ResultRow } from './sql-calls.ts';
import own from './sql.module.css';
import { useResultGrid } from './use-result-grid.ts';

interface ResultGridProps extends Pick<Result, 'columns' | 'rows'> {
  readonly place: ConnectionPlace;
}

/** The rows of a result as an ARIA grid. Only the visible ones are in the document. Enter shows a whole value. */
export function ResultGrid({ place, columns, rows }: ResultGridProps) {
  const grid = useResultGrid(rows.length, columns.length);
  const { container, virtualizer, onKeyDown, focusOf, open, setOpen } = grid;
  const template = columns
    .map((column, at) => (at === columns.length - 1 ? `minmax(${widthOf(column)}px, 1fr)` : `${widthOf(column)}px`))
    .join(' ');
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
        <Head {...{ columns, template, focusOf }} />
        <div role="rowgroup" className={styles.body} style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index, start }) => (
            <Row
              key={index}
              {...{ place, columns, template, focusOf, index, start }}
              row={rows[index] ?? {}}
              onOpen={setOpen}
            />
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

interface LineProps extends Pick<Result, 'columns'>, Pick<ReturnType<typeof useResultGrid>, 'focusOf'> {
  readonly template: string;
}

function Head({ columns, template, focusOf }: LineProps) {
  return (
    <div role="rowgroup" className={styles.head}>
      <div role="row" aria-rowindex={1} className={styles.row} style={{ gridTemplateColumns: template }}>
        {columns.map((column, at) => (
          <div
            key={column.name}
            role="columnheader"
            aria-colindex={at + 1}
            className={`${styles.cell} ${own.column} ${kindOf(column) === 'number' ? styles.number : ''}`}
            {...focusOf({ row: -1, column: at })}
          >
            <span>{column.name}</span> <small>{shortType(column)}</small>
          </div>
        ))}
      </div>
    </div>
  );
}

interface RowProps extends LineProps {
  readonly place: ConnectionPlace;
  readonly row: ResultRow;
  readonly index: number;
  readonly start: number;
  readonly onOpen: (cell: GridCell) => void;
}

function Row({ place, columns, template, focusOf, row, index, start, onOpen }: RowProps) {
  const formatTime = useFormatTime();
  return (
    <div
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
          {...focusOf({ row: index, column: at })}
          onDoubleClick={() => onOpen({ row: index, column: at })}
        >
          <ResultCell place={place} column={column} value={row[column.name]} formatTime={formatTime} />
        </div>
      ))}
    </div>
  );
}
