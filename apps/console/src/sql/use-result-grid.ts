import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { type GridCell, moveCell } from '../data/grid-keys.ts';
import { ROW_HEIGHT, useVisibleRows } from '../data/use-grid.ts';

/** Which rows are shown, which cell has the focus, and whose value is shown as a whole. */
export function useResultGrid(rows: number, columns: number) {
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
    } else if (event.key === 'Enter' && active.row >= 0) setOpen(active);
    else return;
    event.preventDefault();
  }
  const focusOf = (cell: GridCell) => ({
    tabIndex: active.row === cell.row && active.column === cell.column ? 0 : -1,
    'data-cell': `${cell.row}:${cell.column}`,
    onFocus: () => setActive(cell),
  });
  return { container, virtualizer, onKeyDown, focusOf, open, setOpen };
}
