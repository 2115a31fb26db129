import { CopyButton } from '../ui/copy-menu.tsx';
import { Dialog } from '../ui/dialog.tsx';
import type { ResultColumn } from './sql-calls.ts';

interface CellDialogProps {
  readonly column: ResultColumn;
  readonly value: unknown;
  readonly onClose: () => void;
}

function toText(value: unknown): string {
  if (value === null || value === undefined) return 'NULL';
  return typeof value === 'object' ? JSON.stringify(value, null, 2) : String(value as string | number | boolean);
}

/** A value that a cell cuts off. */
export function CellDialog({ column: { name, type }, value, onClose }: CellDialogProps) {
  const text = toText(value);
  return (
    <Dialog title={`${name}${type === undefined ? '' : `, ${type}`}`} isWide onClose={onClose}>
      <pre>{text}</pre>
      <div>
        <CopyButton text={text} label="Copy the value" />
      </div>
    </Dialog>
  );
}
