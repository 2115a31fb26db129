import { Field } from '../ui/field.tsx';
import type { Entries } from './entries.ts';

interface PlainChoiceProps {
  readonly field: string;
  readonly label: string;
  readonly entries: Entries;
  readonly options: readonly { readonly id: string; readonly label: string }[];
  readonly onChange: (entries: Entries) => void;
}

/** A choice that decides how the form is drawn, so that it stands outside of it. */
export function PlainChoice({ field, label, entries, options, onChange }: PlainChoiceProps) {
  return (
    <Field id={`field-${field}`} label={label} isRequired>
      {(control) => (
        <select
          {...control}
          name={field}
          value={entries.texts[field] ?? options[0]?.id ?? ''}
          onChange={({ target }) => onChange({ ...entries, texts: { ...entries.texts, [field]: target.value } })}
        >
          {options.map((option) => (
            <option key={option.id} value={option.id}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
