import { type ReactNode, useState } from 'react';
import { Field } from './field.tsx';
import { FormDialog } from './form-dialog.tsx';

interface TypeToConfirmProps {
  readonly title: string;
  /** What has to be typed. */
  readonly name: string;
  readonly action: string;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  readonly error?: Error | null;
  readonly isBusy?: boolean;
  readonly children: ReactNode;
}

/** Asks for the name before something is done that cannot be undone. A second click in the same place is too easy. */
export function TypeToConfirm({
  title,
  name,
  action,
  onConfirm,
  onClose,
  error,
  isBusy = false,
  children,
}: TypeToConfirmProps) {
  const [typed, setTyped] = useState('');
  const isRight = typed === name;
  return (
    <FormDialog
      title={title}
      action={action}
      kind="danger"
      isDisabled={!isRight || isBusy}
      onSubmit={() => {
        if (isRight) onConfirm();
      }}
      onClose={onClose}
      intro={children}
    >
      <ConfirmField name={name} typed={typed} error={error?.message} onChange={setTyped} />
    </FormDialog>
  );
}

interface ConfirmFieldProps {
  readonly name: string;
  readonly typed: string;
  readonly error?: string | undefined;
  readonly onChange: (typed: string) => void;
}

/** Where the name is typed. It takes the focus as soon as it is there. */
export function ConfirmField({ name, typed, error, onChange }: ConfirmFieldProps) {
  return (
    <Field label={`Type ${name} to confirm`} isMono error={error}>
      {(control) => (
        <input
          {...control}
          autoFocus
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
