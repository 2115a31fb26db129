import { type FormEvent, type ReactNode, useId } from 'react';
import { Button, type ButtonKind } from './button.tsx';
import { Dialog } from './dialog.tsx';

interface FormDialogProps {
  readonly title: string;
  /** The button that sends the form. */
  readonly action: string;
  readonly kind?: ButtonKind;
  readonly isWide?: boolean;
  /** Whether the form cannot be sent now. */
  readonly isDisabled: boolean;
  readonly onSubmit: (form: HTMLFormElement) => void;
  readonly onClose: () => void;
  /** What stands above the form. */
  readonly intro?: ReactNode;
  readonly children: ReactNode;
}

/** A dialog with a form, which can be cancelled. The caller closes it once the form has been accepted. */
export function FormDialog({
  title,
  action,
  kind = 'primary',
  isWide = false,
  isDisabled,
  onSubmit,
  onClose,
  intro,
  children,
}: FormDialogProps) {
  const id = useId();
  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    // React passes the event on to a form of the page that opened the dialog, which must not be sent.
    event.stopPropagation();
    onSubmit(event.currentTarget);
  }
  const actions = (
    <>
      <Button onClick={onClose}>Cancel</Button>
      <Button kind={kind} type="submit" form={id} disabled={isDisabled}>
        {action}
      </Button>
    </>
  );
  return (
    <Dialog title={title} onClose={onClose} actions={actions} isWide={isWide}>
      {intro}
      <form id={id} style={{ display: 'grid', gap: 12 }} onSubmit={submit}>
        {children}
      </form>
    </Dialog>
  );
}
