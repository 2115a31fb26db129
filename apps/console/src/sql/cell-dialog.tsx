import { Link } from '@tanstack/react-router';
import type { ConnectionPlace } from '../resources/connection.ts';
import { buttonClass } from '../ui/button.tsx';
import { CopyButton } from '../ui/copy-menu.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { shortType, typeOfSid } from './result-cell.tsx';
import type { ResultColumn } from './sql-calls.ts';

interface CellDialogProps {
  readonly place: ConnectionPlace;
  readonly column: ResultColumn;
  readonly value: unknown;
  readonly onClose: () => void;
}

function toText(value: unknown): string {
  if (value === null || value === undefined) return 'NULL';
  return typeof value === 'object' ? JSON.stringify(value, null, 2) : String(value as string | number | boolean);
}

/** A value that a cell cuts off. */
export function CellDialog({ place, column, value, onClose }: CellDialogProps) {
  const text = toText(value);
  const type = typeOfSid(value);
  return (
    <Dialog title={[column.name, shortType(column)].filter(Boolean).join(', ')} isWide onClose={onClose}>
      <pre>{text}</pre>
      <div>
        <CopyButton text={text} label="Copy the value" />{' '}
        {type !== undefined && (
          <Link
            to="/c/$project/$location/$connection/data/$type/$id"
            params={{ ...place, type, id: text }}
            className={buttonClass()}
          >
            Open the row of {type}
          </Link>
        )}
      </div>
    </Dialog>
  );
}
