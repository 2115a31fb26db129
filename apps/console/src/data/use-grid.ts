import { useNavigate } from '@tanstack/react-router';
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react';
import type { ConnectionPlace } from '../resources/connection.ts';
import type { Field } from '../resources/entity-type.ts';
import { toGridColumn } from './grid-columns.ts';
import { type GridCell, moveCell } from './grid-keys.ts';
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

export const ROW_HEIGHT = 34;
const OVERSCAN = 6;

/** Which rows are in the document. The row with the focus stays there, so that the keyboard does not lose it. */
export function useVisibleRows(container: RefObject<HTMLDivElement | null>, count: number, activeRow: number) {
  return useVirtualizer({
    count,
    getScrollElement: () => container.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: OVERSCAN,
    rangeExtractor: (range) => {
      const kept = Math.max(0, Math.min(activeRow, count - 1));
      return [...new Set([...defaultRangeExtractor(range), kept])].toSorted((a, b) => a - b);
    },
  });
}

/** Which cells are shown, which cell has the focus, and which one is edited. */
export function useGrid({ place, type, fields, rows, onStage }: GridProps) {
  const [active, setActive] = useState<GridCell>({ row: rows.length > 0 ? 0 : -1, column: 0 });
  const [isEditing, setEditing] = useState(false);
  const container = useRef<HTMLDivElement>(null);
  const isFocusWanted = useRef(false);
  const navigate = useNavigate();
  const columns = fields.map(toGridColumn);
  const virtualizer = useVisibleRows(container, rows.length, active.row);
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
    return (
      onStage !== undefined && rows[row] !== undefined && columns[column]?.field.additionalDetails?.update === true
    );
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (isEditing) return;
    const page = Math.floor((container.current?.clientHeight ?? 0) / ROW_HEIGHT) - 1;
    const next = moveCell(active, event.key, event.ctrlKey, { rows: rows.length, columns: columns.length, page });
    const row = rows[active.row];
    const isOpening = event.key === 'Enter' && row && !(event.target instanceof HTMLAnchorElement);
    if (next) goTo(next);
    else if (isOpening && isEditable(active)) setEditing(true);
    else if (isOpening) {
      const to = '/c/$project/$location/$connection/data/$type/$id';
      void navigate({ to, params: { ...place, type, id: idOf(row) } });
    } else return;
    event.preventDefault();
  }
  return {
    active,
    setActive,
    isEditing,
    container,
    columns,
    virtualizer,
    onKeyDown,
    edit: (cell: GridCell) => {
      setActive(cell);
      if (isEditable(cell)) setEditing(true);
    },
    stopEditing: () => {
      isFocusWanted.current = true;
      setEditing(false);
    },
  };
}
