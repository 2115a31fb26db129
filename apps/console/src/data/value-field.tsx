import type { Field as Column } from '../resources/entity-type.ts';
import { Field } from '../ui/field.tsx';

interface ValueFieldProps {
  readonly column: Column;
  readonly isRequired: boolean;
  /** Undefined while it is not given. */
  readonly value: string | undefined;
  readonly error: string | undefined;
  readonly onChange: (value: string | undefined) => void;
}

const HINTS: Readonly<Record<string, string>> = {
  STRUCT: 'JSON',
  ARRAY: 'values with commas, or JSON',
  TIMESTAMP: 'such as 2026-11-30T10:00:00Z',
  DATE: 'such as 2026-11-30',
  INTEGER: 'whole number',
  DECIMAL: 'decimal number',
};

/** The control for a value of a column or a parameter, as its declaration asks for. */
export function ValueField({ column, isRequired, value, error, onChange }: ValueFieldProps) {
  const { name, description, dataType, additionalDetails } = column;
  const choices = dataType === 'BOOLEAN' ? ['true', 'false'] : additionalDetails?.values;
  const isLong = dataType === 'STRUCT' || name === 'Body' || name === 'Twiml';
  return (
    <Field
      label={name}
      hint={description}
      error={error}
      isRequired={isRequired}
      aside={HINTS[dataType]}
      isMono={dataType === 'STRUCT' || name.endsWith('Sid')}
    >
      {(control) => {
        const shared = { ...control, value: value ?? '', name };
        if (choices) {
          return (
            <select {...shared} onChange={(event) => onChange(event.target.value || undefined)}>
              <option value="">–</option>
              {choices.map((one) => (
                <option key={one}>{one}</option>
              ))}
            </select>
          );
        }
        const onInput = (text: string) => onChange(text === '' ? undefined : text);
        if (isLong) return <textarea {...shared} rows={3} onChange={(event) => onInput(event.target.value)} />;
        return (
          <input {...shared} autoComplete="off" spellCheck={false} onChange={(event) => onInput(event.target.value)} />
        );
      }}
    </Field>
  );
}
