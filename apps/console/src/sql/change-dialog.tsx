import { FormDialog } from '../ui/form-dialog.tsx';

interface ChangeDialogProps {
  readonly sql: string;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks before a statement is sent that may change data. */
export function ChangeDialog({ sql, onConfirm, onClose }: ChangeDialogProps) {
  return (
    <FormDialog
      title="Change data at Twilio?"
      action="Run and change data"
      kind="danger"
      isWide
      isDisabled={false}
      onSubmit={onConfirm}
      onClose={onClose}
    >
      <p>
        This statement may change data at Twilio, which can cost money and reach people. Its rows are changed one after
        another, and nothing can be rolled back.
      </p>
      <pre>{sql}</pre>
    </FormDialog>
  );
}
