import type { RefObject } from 'react';
import { Field } from '../ui/field.tsx';

interface SecretValueFieldProps {
  readonly label: string;
  readonly error?: string | undefined;
  /** The value goes from the input to the server. It is in no state. */
  readonly input: RefObject<HTMLInputElement | null>;
}

export function SecretValueField({ label, error, input }: SecretValueFieldProps) {
  return (
    <Field label={label} hint="It is encrypted in the vault. The console cannot show it again." error={error}>
      {(control) => <input {...control} ref={input} type="password" autoComplete="new-password" />}
    </Field>
  );
}
