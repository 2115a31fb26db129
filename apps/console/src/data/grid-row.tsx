import type { CSSProperties } from 'react';
import { CellEditor, CellValue } from './grid-cell.tsx';
import type { GridColumn } from './grid-columns.ts';
import type { GridProps } from './use-grid.ts';
import type { GridCell } from './grid-keys.ts';
import styles from './grid.module.css';
import { type Entity, idOf } from './list-query.ts';

interface GridRowProps extends Pick<GridProps, 'place' | 'type' | 'staged' | 'onStage'> {
  readonly row: Entity;
  readonly index: number;
  readonly style: CSSProperties;
  readonly columns: readonly GridColumn[];
  readonly formatTime: (text: string) => string;
  /** The column with the focus, if it is in this row. */
  readonly activeColumn: number | undefined;
  readonly isEditing: boolean;
  readonly onActive: (cell: GridCell) => void;
  readonly onEdit: (cell: GridCell) => void;
  readonly onClose: () => void;
}

export function GridRow(props: GridRowProps) {
  const { row, index, style, columns, activeColumn, isEditing, staged, onStage, onActive, onEdit, onClose } = props;
  const id = idOf(row);
  const edits = staged[id] ?? [];
  return (
    <div role="row" aria-rowindex={index + 2} className={styles.row} style={style}>
      {columns.map((column, at) => {
        const { field, kind } = column;
        const edit = edits.find((one) => one.field === field.name);
        const stored = row.fields[field.name];
        const value = edit ? edit.after : stored;
        const isLink = value != null && (field.key || field.reference);
        const isActive = at === activeColumn;
        const focus = { tabIndex: isActive ? 0 : -1, 'data-cell': `${index}:${at}` };
        const canEdit = onStage !== undefined && field.additionalDetails?.update === true;
        const classes = [
          styles.cell,
          kind === 'number' && styles.number,
          kind === 'mono' && styles.mono,
          edit && styles.changed,
          canEdit && styles.editable,
        ];
        return (
          <div
            key={field.name}
            role="gridcell"
            aria-colindex={at + 1}
            aria-readonly={!canEdit}
            aria-description={edit ? 'changed, not saved' : undefined}
            className={classes.filter(Boolean).join(' ')}
            {...(!isLink && focus)}
            onFocus={() => !isActive && onActive({ row: index, column: at })}
            onDoubleClick={() => onEdit({ row: index, column: at })}
          >
            {isActive && isEditing ? (
              <CellEditor
                column={column}
                value={value}
                onStage={(after) => onStage?.(id, { field: field.name, before: stored, after })}
                onClose={onClose}
              />
            ) : (
              <CellValue {...props} column={column} value={value} rowId={id} focus={focus} />
            )}
          </div>
        );
      })}
    </div>
  );
}
