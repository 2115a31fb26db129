import { Link } from '@tanstack/react-router';
import { type KeyboardEvent, useRef } from 'react';
import { toCell } from '../format/words.ts';
import type { ConnectionPlace } from '../resources/connection.ts';
import type { GridColumn } from './grid-columns.ts';
import styles from './grid.module.css';
import { fromInput, toInput } from './input-value.ts';

interface CellValueProps {
  readonly column: GridColumn;
  readonly value: unknown;
  readonly place: ConnectionPlace;
  readonly type: string;
  readonly rowId: string;
  readonly formatTime: (text: string) => string;
  /** What makes the element the one that has the focus of the cell. */
  readonly focus: { readonly tabIndex: number; readonly 'data-cell': string };
}

/** The content of a cell. Keys and references are links. */
export function CellValue({ column: { field, kind }, value, place, type, rowId, formatTime, focus }: CellValueProps) {
  if (value === null || value === undefined) return <span className={styles.null}>–</span>;
  const text = kind === 'time' ? formatTime(String(value as string)) : toCell(value);
  const target = field.key ? { type, id: rowId } : { type: field.reference?.type ?? '', id: String(value as string) };
  if (target.type === '') return <span title={text.length > 20 ? text : undefined}>{text}</span>;
  return (
    <Link
      {...focus}
      to="/c/$project/$location/$connection/data/$type/$id"
      params={{ ...place, ...target }}
      preload={false}
    >
      {text}
    </Link>
  );
}

interface CellEditorProps {
  readonly column: GridColumn;
  readonly value: unknown;
  readonly onStage: (value: unknown) => void;
  readonly onClose: () => void;
}

/** Enter stages the value, Escape discards it. Nothing is sent yet. */
export function CellEditor({ column: { field }, value, onStage, onClose }: CellEditorProps) {
  const isDone = useRef(false);
  const before = toInput(value);
  function finish(text: string | undefined): void {
    if (isDone.current) return;
    isDone.current = true;
    if (text !== undefined && text !== before) onStage(fromInput(field, text));
    onClose();
  }
  function onKeyDown(event: KeyboardEvent<HTMLInputElement | HTMLSelectElement>): void {
    event.stopPropagation();
    if (event.key === 'Enter') finish(event.currentTarget.value);
    if (event.key === 'Escape') finish(undefined);
  }
  const shared = { 'aria-label': field.name, autoFocus: true, className: styles.edit, onKeyDown, defaultValue: before };
  const values = field.dataType === 'BOOLEAN' ? ['true', 'false'] : field.additionalDetails?.values;
  if (!values) return <input {...shared} spellCheck={false} onBlur={(event) => finish(event.target.value)} />;
  return (
    <select {...shared} onBlur={(event) => finish(event.target.value)}>
      {!values.includes(before) && <option value={before}>{before}</option>}
      {values.map((one) => (
        <option key={one}>{one}</option>
      ))}
    </select>
  );
}
