import { ApiError } from '../api/api-error.ts';
import { count } from '../format/words.ts';
import type { ConnectionPlace } from '../resources/connection.ts';
import { Button } from '../ui/button.tsx';
import { Empty, ErrorPanel, Loading, Strip } from '../ui/states.tsx';
import { EXAMPLES } from './examples.ts';
import { type Mistake, placeOf } from './mistake.ts';
import { PlanPanel } from './plan-panel.tsx';
import { ResultGrid } from './result-grid.tsx';
import type { Result } from './sql-calls.ts';
import styles from './sql.module.css';
import { mayChangeData } from './statement-kind.ts';
import { TableReads } from './table-reads.tsx';
import { ROW_LIMITS, type useStatement } from './use-statement.ts';
import { isCancellation, isWriteFailure, WriteFailure } from './write-failure.tsx';
import { WrittenRows, writtenOf } from './written-rows.tsx';

interface OutcomeProps {
  readonly place: ConnectionPlace;
  readonly statement: ReturnType<typeof useStatement>;
  readonly onExample: (sql: string) => void;
  readonly onGoTo: () => void;
}

/** What became of the statement that was asked for last: nothing yet, its plan, its rows, or its mistake. */
export function Outcome({ place, statement, onExample, onGoTo }: OutcomeProps) {
  const { asked, view, result, plan, isRunning, error, mistake, limits, run, explain } = statement;
  if (isRunning) return <Loading what={view === 'plan' ? 'the plan' : 'the rows'} />;
  if (error) {
    const isCancelled = statement.isCancelling && isCancellation(error);
    if (mayChangeData(asked) && view === 'result' && (isCancelled || isWriteFailure(error))) {
      return <WriteFailure {...{ place, error, isCancelled }} onAskAgain={statement.askAgain} />;
    }
    const isMistake = error instanceof ApiError && error.facts.sqlState !== undefined;
    if (!isMistake) return <ErrorPanel error={error} onRetry={() => (view === 'plan' ? explain() : run(asked))} />;
    return <StatementError sql={asked} error={error} mistake={mistake} onGoTo={onGoTo} />;
  }
  if (view === 'plan' && plan.data) return <PlanPanel plan={plan.data} />;
  if (view === 'result' && result.data) {
    return (
      <Rows
        place={place}
        result={result.data}
        limit={limits.rows}
        onMore={(rows) => statement.change({ rows: String(rows) })}
      />
    );
  }
  return <NotRun hasStatement={asked.trim() !== ''} onExample={onExample} />;
}

function NotRun({ hasStatement, onExample }: { readonly hasStatement: boolean } & Pick<OutcomeProps, 'onExample'>) {
  if (hasStatement) {
    return (
      <Empty title="This statement has not been run">
        A link to a statement does not run it, since it may cost requests to Twilio. Show its plan first, or run it.
      </Empty>
    );
  }
  return (
    <Empty
      title="Nothing has been asked"
      actions={EXAMPLES.map(({ title, sql }) => (
        <Button key={title} onClick={() => onExample(sql)}>
          {title}
        </Button>
      ))}
    >
      Write a statement above, or begin with one of these. None of them is run before you ask.
    </Empty>
  );
}

interface StatementErrorProps extends Pick<OutcomeProps, 'onGoTo'> {
  readonly sql: string;
  readonly error: ApiError;
  readonly mistake: Mistake | undefined;
}

/** The message of PostgreSQL, below the line that it means. */
function StatementError({ sql, error, mistake, onGoTo }: StatementErrorProps) {
  const start = mistake ? sql.lastIndexOf('\n', mistake.from - 1) + 1 : 0;
  const end = mistake ? sql.indexOf('\n', mistake.from) : 0;
  return (
    <div role="alert" className={styles.mistake}>
      <h2>The statement cannot be run{mistake && `: ${placeOf(sql, mistake)}`}</h2>
      {mistake && (
        <pre>
          {sql.slice(start, mistake.from)}
          <mark>{sql.slice(mistake.from, mistake.to) || '⏎'}</mark>
          {sql.slice(mistake.to, end < 0 ? undefined : Math.max(end, mistake.to))}
        </pre>
      )}
      <p>{error.message}</p>
      {mistake && <Button onClick={onGoTo}>Go to the mistake</Button>}
    </div>
  );
}

interface RowsProps {
  readonly place: ConnectionPlace;
  readonly result: Result;
  readonly limit: number;
  readonly onMore: (rows: number) => void;
}

function NoRows({ place, result: { write, tag } }: Pick<RowsProps, 'place' | 'result'>) {
  if (!write || write.rows.length === 0) {
    return <Empty title={(write && tag) ?? 'No rows'}>The statement has run, and nothing matches it.</Empty>;
  }
  return (
    <section className={styles.plan} aria-label="Written rows">
      <h2>{writtenOf(write)}</h2>
      <WrittenRows place={place} report={write} />
    </section>
  );
}

function Rows({ place, result, limit, onMore }: RowsProps) {
  const { columns, rows, requests, tables, write, isReplayed, durationMs, isPartial } = result;
  const more = ROW_LIMITS.find((one) => one > limit);
  const facts = [
    write && rows.length === 0 ? writtenOf(write) : count(rows.length, 'row'),
    `${count(requests, 'request')} to Twilio`,
    `${(durationMs / 1000).toFixed(2)} s`,
    isReplayed && 'the answer to its first run: nothing was sent a second time',
  ];
  return (
    <>
      {isPartial && (
        <Strip actions={more && <Button onClick={() => onMore(more)}>Allow {count(more, 'row')}</Button>}>
          These are the first {count(limit, 'row')}. There may be more: the rest was not read.
        </Strip>
      )}
      {rows.length === 0 ? <NoRows place={place} result={result} /> : <ResultGrid {...{ place, columns, rows }} />}
      <div className={styles.foot}>
        <span role="status">{facts.filter(Boolean).join(' · ')}</span>
        {write && rows.length > 0 && (
          <details>
            <summary>{writtenOf(write)}</summary>
            <WrittenRows place={place} report={write} />
          </details>
        )}
        {tables.length > 0 && (
          <details>
            <summary>How tables were read</summary>
            <TableReads tables={tables} isDone />
          </details>
        )}
      </div>
    </>
  );
}
