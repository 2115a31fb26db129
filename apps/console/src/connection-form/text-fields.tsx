import type { ReactNode } from 'react';
import { Check, Field } from '../ui/field.tsx';
import { useEntry } from './form-context.ts';

interface EntryProps {
  readonly field: string;
  readonly label: string;
  readonly hint?: ReactNode;
  readonly isRequired?: boolean;
}

interface TextEntryProps extends EntryProps {
  readonly isMono?: boolean;
  readonly placeholder?: string;
  readonly isNumber?: boolean;
  readonly disabled?: boolean;
}

export function TextEntry({
  field,
  label,
  hint,
  isRequired,
  isMono,
  placeholder,
  isNumber = false,
  disabled,
}: TextEntryProps) {
  const { id, text, error, setText } = useEntry(field);
  return (
    <Field id={id} label={label} hint={hint} error={error} isRequired={isRequired ?? false} isMono={isMono ?? false}>
      {(control) => (
        <input
          {...control}
          name={field}
          autoComplete="off"
          spellCheck={false}
          inputMode={isNumber ? 'numeric' : undefined}
          placeholder={placeholder}
          disabled={disabled}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      )}
    </Field>
  );
}

interface ChoiceEntryProps extends EntryProps {
  readonly options: readonly { readonly id: string; readonly displayName?: string }[];
  /** The word for no choice. Without it, there is always one. */
  readonly none?: string;
  readonly disabled?: boolean;
}

export function ChoiceEntry({ field, label, hint, isRequired, options, none, disabled }: ChoiceEntryProps) {
  const { id, text, error, setText } = useEntry(field);
  return (
    <Field id={id} label={label} hint={hint} error={error} isRequired={isRequired ?? false}>
      {(control) => (
        <select
          {...control}
          name={field}
          disabled={disabled}
          value={text}
          onChange={(event) => setText(event.target.value)}
        >
          {none !== undefined && <option value="">{none}</option>}
          {options.map((option) => (
            <option key={option.id} value={option.id}>
              {option.displayName ?? option.id}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

export function CheckEntry({
  field,
  label,
  hint,
}: {
  readonly field: string;
  readonly label: string;
  readonly hint?: string;
}) {
  const { text, setText } = useEntry(field);
  return (
    <Check label={label} hint={hint} checked={text === 'true'} onChange={(checked) => setText(checked ? 'true' : '')} />
  );
}
