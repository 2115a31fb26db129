import { X } from 'lucide-react';
import type { EntityType, Field } from '../resources/entity-type.ts';
import { IconButton } from '../ui/button.tsx';
import { Field as LabelledField } from '../ui/field.tsx';
import { fromInput } from './input-value.ts';
import type { Values } from './list-query.ts';
import { ValueField } from './value-field.tsx';
import styles from './bulk.module.css';

/** The new texts by their columns. An empty one empties the column. */
export type Changes = Readonly<Record<string, string>>;

const updatable = ({ fields }: EntityType): readonly Field[] =>
  fields.filter(({ additionalDetails }) => additionalDetails?.update === true);

export function toFields(entityType: EntityType, changes: Changes): Values {
  const chosen = updatable(entityType).filter(({ name }) => changes[name] !== undefined);
  return Object.fromEntries(chosen.map((field) => [field.name, fromInput(field, changes[field.name] ?? '')]));
}

interface BulkChangesProps {
  readonly entityType: EntityType;
  readonly changes: Changes;
  readonly onChange: (changes: Changes) => void;
}

/** Chooses columns and the value that each one gets in every row. */
export function BulkChanges({ entityType, changes, onChange }: BulkChangesProps) {
  const columns = updatable(entityType);
  const without = (name: string) => Object.fromEntries(Object.entries(changes).filter(([other]) => other !== name));
  return (
    <>
      <LabelledField label="Column to change">
        {(control) => (
          <select {...control} value="" onChange={({ target }) => onChange({ ...changes, [target.value]: '' })}>
            <option value="" disabled>
              Choose a column
            </option>
            {columns.map(({ name }) => (
              <option key={name} disabled={changes[name] !== undefined}>
                {name}
              </option>
            ))}
          </select>
        )}
      </LabelledField>
      {columns.map((column) => {
        const { name } = column;
        const text = changes[name];
        if (text === undefined) return null;
        return (
          <div key={name} className={styles.change}>
            <ValueField
              column={column}
              isRequired={false}
              value={text}
              error={undefined}
              onChange={(value = '') => onChange({ ...changes, [name]: value })}
            />
            <IconButton label={`Do not change ${name}`} onClick={() => onChange(without(name))}>
              <X size={15} />
            </IconButton>
          </div>
        );
      })}
    </>
  );
}
