import { useFormatTime } from '../format/clock.ts';
import { count } from '../format/words.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { clearHistory, type PastStatement, useHistory } from './sql-history.ts';
import styles from './sql.module.css';

interface HistoryDialogProps {
  /** The full name of the connection. */
  readonly connection: string;
  readonly onEdit: (sql: string) => void;
  readonly onRun: (sql: string) => void;
  readonly onClose: () => void;
}

function outcomeOf({ rows, requests, hasFailed }: PastStatement): string {
  if (hasFailed) return 'failed';
  return rows === undefined ? '' : `${count(rows, 'row')}, ${count(requests ?? 0, 'request')}`;
}

/** The statements that this browser has run on the connection. Their results are not kept. */
export function HistoryDialog({ connection, onEdit, onRun, onClose }: HistoryDialogProps) {
  const formatTime = useFormatTime();
  const statements = useHistory(connection);
  const leave = (act: (sql: string) => void, sql: string) => {
    onClose();
    act(sql);
  };
  return (
    <Dialog
      title="Statements of this browser"
      isWide
      onClose={onClose}
      actions={statements.length > 0 && <Button onClick={() => clearHistory(connection)}>Clear the history</Button>}
    >
      {statements.length === 0 && (
        <p>Nothing has been run here. Statements stay in this browser, without their results.</p>
      )}
      <ul className={styles.history} aria-label="Statements">
        {statements.map((statement) => (
          <li key={statement.sql}>
            <pre>{statement.sql}</pre>
            <span>{[formatTime(statement.at), outcomeOf(statement)].filter(Boolean).join(' · ')}</span>
            <Button onClick={() => leave(onEdit, statement.sql)}>Edit</Button>
            <Button onClick={() => leave(onRun, statement.sql)}>Run again</Button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
