import { useFormatTime } from '../format/clock.ts';
import { GridHead } from './grid-head.tsx';
import { GridRow } from './grid-row.tsx';
import styles from './grid.module.css';
import { type GridProps, ROW_HEIGHT, useGrid } from './use-grid.ts';

/** Rows as an ARIA grid. Only the visible ones are in the document, so that its size does not depend on their number. */
export function Grid(props: GridProps) {
  const { type, rows, hasMore, onEnd } = props;
  const { active, setActive, isEditing, container, columns, virtualizer, onKeyDown, edit, stopEditing } =
    useGrid(props);
  const formatTime = useFormatTime();
  const template = columns
    .map(({ width }, at) => (at === columns.length - 1 ? `minmax(${width}px, 1fr)` : `${width}px`))
    .join(' ');
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
                onEdit={edit}
                onClose={stopEditing}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}
