import { type ReactNode, useState } from 'react';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { Field } from './field.tsx';

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
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="danger" type="submit" form="type-to-confirm" disabled={!isRight || isBusy}>
            {action}
          </Button>
        </>
      }
    >
      {children}
      <form
        id="type-to-confirm"
        onSubmit={(event) => {
          event.preventDefault();
          if (isRight) onConfirm();
        }}
      >
        <Field label={`Type ${name} to confirm`} isMono error={error?.message}>
          {(control) => (
            <input
              {...control}
              autoComplete="off"
              spellCheck={false}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
}
