import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useFormatTime } from '../format/clock.ts';
import type { ConnectionPlace } from '../resources/connection.ts';
import { toGridColumn } from './grid-columns.ts';
import { GridHead } from './grid-head.tsx';
import { type GridCell, moveCell } from './grid-keys.ts';
import { GridRow } from './grid-row.tsx';
import styles from './grid.module.css';
import type { Field } from '../resources/entity-type.ts';
import { type Entity, idOf } from './list-query.ts';
import type { StagedEdit } from './staged-edits.ts';

/** What a table of rows shows, and what it reports. */
export interface GridProps {
  readonly place: ConnectionPlace;
  readonly type: string;
  readonly fields: readonly Field[];
  readonly rows: readonly Entity[];
  /** Whether the list goes on after `rows`. */
  readonly hasMore: boolean;
  readonly sort: string | undefined;
  readonly onSort: (sort: string | undefined) => void;
  readonly onEnd: () => void;
  readonly staged: Readonly<Record<string, readonly StagedEdit[]>>;
  /** Undefined if the caller may not change rows. */
  readonly onStage: ((id: string, edit: StagedEdit) => void) | undefined;
}

const ROW_HEIGHT = 34;
const OVERSCAN = 6;

/** Rows as an ARIA grid. Only the visible ones are in the document, so that its size does not depend on their number. */
export function Grid(props: GridProps) {
  const { place, type, fields, rows, hasMore, onEnd } = props;
  const [active, setActive] = useState<GridCell>({ row: rows.length > 0 ? 0 : -1, column: 0 });
  const [isEditing, setEditing] = useState(false);
  const container = useRef<HTMLDivElement>(null);
  const isFocusWanted = useRef(false);
  const navigate = useNavigate();
  const formatTime = useFormatTime();
  const columns = fields.map(toGridColumn);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => container.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: OVERSCAN,
    // The row with the focus stays in the document, so that the keyboard does not lose it.
    rangeExtractor: (range) =>
      [...new Set([...defaultRangeExtractor(range), Math.max(0, Math.min(active.row, rows.length - 1))])].toSorted((a, b) => a - b),
  });
  useEffect(() => {
    if (!isFocusWanted.current) return;
    isFocusWanted.current = false;
    container.current?.querySelector<HTMLElement>(`[data-cell="${active.row}:${active.column}"]`)?.focus();
  });
  function goTo(cell: GridCell): void {
    isFocusWanted.current = true;
    setActive(cell);
    if (cell.row >= 0) virtualizer.scrollToIndex(cell.row);
  }
  function isEditable({ row, column }: GridCell): boolean {
    return props.onStage !== undefined && rows[row] !== undefined && columns[column]?.field.additionalDetails?.update === true;
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (isEditing) return;
    const page = Math.floor((container.current?.clientHeight ?? 0) / ROW_HEIGHT) - 1;
    const next = moveCell(active, event.key, event.ctrlKey, { rows: rows.length, columns: columns.length, page });
    const row = rows[active.row];
    const isLink = event.target instanceof HTMLAnchorElement;
    if (next) goTo(next);
    else if (event.key === 'Enter' && isEditable(active) && !isLink) setEditing(true);
    else if (event.key === 'Enter' && row && !isLink) {
      void navigate({ to: '/c/$project/$location/$connection/data/$type/$id', params: { ...place, type, id: idOf(row) } });
    } else return;
    event.preventDefault();
  }
  const template = columns.map(({ width }, at) => (at === columns.length - 1 ? `minmax(${width}px, 1fr)` : `${width}px`)).join(' ');
  return (
    <div
      ref={container}
      role="grid"
      aria-label={`Rows of ${type}`}
      aria-rowcount={hasMore ? -1 : rows.length + 1}
      aria-colcount={columns.length}
      className={styles.grid}
      onKeyDown={onKeyDown}
      onScroll={({ currentTarget: { scrollTop, clientHeight, scrollHeight } }) => {
        if (scrollHeight - scrollTop - clientHeight < ROW_HEIGHT * 3) onEnd();
      }}
    >
      <div className={styles.table} role="presentation">
        <GridHead {...props} columns={columns} template={template} active={active} onActive={setActive} />
        <div role="rowgroup" className={styles.body} style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index, start }) => {
            const row = rows[index];
            if (!row) return null;
            return (
              <GridRow
                key={index}
                {...props}
                row={row}
                index={index}
                style={{ gridTemplateColumns: template, transform: `translateY(${start}px)` }}
                columns={columns}
                formatTime={formatTime}
                activeColumn={active.row === index ? active.column : undefined}
                isEditing={isEditing && active.row === index}
                onActive={setActive}
                onEdit={(cell) => {
                  setActive(cell);
                  if (isEditable(cell)) setEditing(true);
                }}
                onClose={() => {
                  isFocusWanted.current = true;
                  setEditing(false);
                }}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}
