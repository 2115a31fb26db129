import { Download, History, ListTree, Play, Square } from 'lucide-react';
import { useState } from 'react';
import { count } from '../format/words.ts';
import { Button } from '../ui/button.tsx';
import { inputClass } from '../ui/field.tsx';
import { Menu, MenuItem } from '../ui/menu.tsx';
import { saveFile } from '../ui/save-file.ts';
import { HistoryDialog } from './history-dialog.tsx';
import type { Result, Statement } from './sql-calls.ts';
import { FORMATS } from './sql-export.ts';
import styles from './sql.module.css';
import { ROW_LIMITS } from './use-statement.ts';

const REQUEST_LIMITS = ['10', '100', '1000'];

interface ToolbarProps {
  readonly connection: string;
  readonly text: string;
  readonly limits: Omit<Statement, 'sql'>;
  readonly isRunning: boolean;
  /** Whether a write was cancelled, and its report is not there yet. */
  readonly isCancelling: boolean;
  readonly result: Result | undefined;
  readonly onRun: (sql?: string) => void;
  readonly onExplain: () => void;
  readonly onCancel: () => void;
  readonly onEdit: (sql: string) => void;
  readonly onChange: (search: Readonly<Record<string, string | undefined>>) => void;
}

/** What can be done with the statement, and what it may cost. */
export function Toolbar(props: ToolbarProps) {
  const { connection, text, isRunning, isCancelling, result, onRun, onExplain, onCancel, onEdit } = props;
  const [isHistoryOpen, setHistoryOpen] = useState(false);
  const isEmpty = text.trim() === '';
  return (
    <div className={styles.toolbar} role="toolbar" aria-label="Statement">
      {isRunning ? (
        <Button kind="primary" disabled={isCancelling} onClick={onCancel}>
          <Square size={13} aria-hidden /> {isCancelling ? 'Cancelling …' : 'Cancel'}
        </Button>
      ) : (
        <Button kind="primary" disabled={isEmpty} title="Ctrl Enter" onClick={() => onRun()}>
          <Play size={13} aria-hidden /> Run
        </Button>
      )}
      <Button
        disabled={isEmpty || isRunning}
        title="Ctrl Shift Enter: what it will cost, without running it"
        onClick={onExplain}
      >
        <ListTree size={14} aria-hidden /> Plan
      </Button>
      <Limits {...props} />
      <span className={styles.spring} />
      <Button onClick={() => setHistoryOpen(true)}>
        <History size={14} aria-hidden /> History
      </Button>
      {result && result.columns.length > 0 && <ExportMenu result={result} />}
      {isHistoryOpen && (
        <HistoryDialog connection={connection} onEdit={onEdit} onRun={onRun} onClose={() => setHistoryOpen(false)} />
      )}
    </div>
  );
}

function Limits({ limits: { rows, maxRequests }, onChange }: Pick<ToolbarProps, 'limits' | 'onChange'>) {
  return (
    <>
      <select
        aria-label="Rows to return at most"
        className={inputClass}
        value={rows}
        onChange={(event) => onChange({ rows: event.target.value })}
      >
        {[...new Set<number>([...ROW_LIMITS, rows])].map((limit) => (
          <option key={limit} value={limit}>
            ≤ {count(limit, 'row')}
          </option>
        ))}
      </select>
      <select
        aria-label="Requests to Twilio at most"
        className={inputClass}
        value={maxRequests ?? ''}
        onChange={(event) => onChange({ maxRequests: event.target.value || undefined })}
      >
        <option value="">default limit of requests</option>
        {[...new Set([...REQUEST_LIMITS, ...(maxRequests ? [maxRequests] : [])])].map((limit) => (
          <option key={limit} value={limit}>
            ≤ {count(Number(limit), 'request')}
          </option>
        ))}
      </select>
    </>
  );
}

/** Saves the rows on the page, without asking Twilio again. */
function ExportMenu({ result }: { readonly result: Result }) {
  return (
    <Menu
      button={
        <>
          <Download size={14} aria-hidden /> Export
        </>
      }
    >
      {FORMATS.map(({ extension, label, mediaType, write }) => (
        <MenuItem key={extension} onSelect={() => saveFile(`result.${extension}`, mediaType, write(result))}>
          {label}
        </MenuItem>
      ))}
    </Menu>
  );
}
