import { Link } from '@tanstack/react-router';
import { Pencil } from 'lucide-react';
import { useState } from 'react';
import { useFormatTime } from '../format/clock.ts';
import type { ConnectionPlace } from '../resources/connection.ts';
import { type EntityType, type Field, readableFields } from '../resources/entity-type.ts';
import { breakable } from '../ui/badge.tsx';
import { IconButton } from '../ui/button.tsx';
import { inputClass } from '../ui/field.tsx';
import { CellEditor } from './grid-cell.tsx';
import { toGridColumn } from './grid-columns.ts';
import { toInput } from './input-value.ts';
import type { Values } from './list-query.ts';
import styles from './row-fields.module.css';
import { type StagedEdit, stageEdit } from './staged-edits.ts';

interface RowFieldsProps {
  readonly place: ConnectionPlace;
  readonly entityType: EntityType;
  readonly id: string;
  readonly values: Values;
  readonly canUpdate: boolean;
  readonly edits: readonly StagedEdit[];
  readonly scope: string;
}

/** A row, one column a line. Values that can be changed have a pencil; changes are staged, not sent. */
export function RowFields({ place, entityType, id, values, canUpdate, edits, scope }: RowFieldsProps) {
  const [editing, setEditing] = useState<string>();
  return (
    <dl className={styles.fields}>
      {readableFields(entityType).map((field) => {
        const edit = edits.find((one) => one.field === field.name);
        const stored = values[field.name];
        const value = edit ? edit.after : stored;
        const isEditable = canUpdate && field.additionalDetails?.update === true;
        return (
          <div key={field.name}>
            <dt title={field.description}>{field.name}</dt>
            <dd className={edit ? styles.changed : undefined}>
              {editing === field.name ? (
                <span className={inputClass} style={{ padding: 0, border: 0 }}>
                  <CellEditor
                    column={toGridColumn(field)}
                    value={value}
                    onStage={(after) => stageEdit(scope, id, { field: field.name, before: stored, after })}
                    onClose={() => setEditing(undefined)}
                  />
                </span>
              ) : (
                <Value place={place} field={field} value={value} />
              )}
              {isEditable && editing !== field.name && (
                <IconButton label={`Change ${field.name}`} onClick={() => setEditing(field.name)}>
                  <Pencil size={13} />
                </IconButton>
              )}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

function Value({
  place,
  field,
  value,
}: {
  readonly place: ConnectionPlace;
  readonly field: Field;
  readonly value: unknown;
}) {
  const formatTime = useFormatTime();
  if (value === null || value === undefined) return <span className={styles.null}>–</span>;
  const text = toInput(value);
  if (field.reference) {
    return (
      <Link
        to="/c/$project/$location/$connection/data/$type/$id"
        params={{ ...place, type: field.reference.type, id: text }}
        preload={false}
      >
        <code className={styles.value}>{text}</code>
      </Link>
    );
  }
  const { kind } = toGridColumn(field);
  if (kind === 'time') return <span className={styles.value}>{formatTime(text)}</span>;
  if (kind === 'mono' || typeof value === 'object') return <code className={styles.value}>{text}</code>;
  return <span className={styles.value}>{text === '' ? '(empty)' : breakable(text)}</span>;
}
