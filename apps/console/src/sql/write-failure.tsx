import { ApiError, NoAnswerError } from '../api/api-error.ts';
import type { ConnectionPlace } from '../resources/connection.ts';
import { Button } from '../ui/button.tsx';
import styles from './sql.module.css';
import { canGoOn, reportOf, type WriteReport } from './write-report.ts';
import { WrittenRows, writtenOf } from './written-rows.tsx';

/** PostgreSQL's classes have letters of their own from I on: `TW` are those of rows that Twilio refused or may have written. */
const OF_WRITES = /^TW/;
/** PostgreSQL's code of a statement that was cancelled, or took too long. */
const STOPPED = '57014';

/** Whether a statement ended because it was cancelled, rather than before. */
export function isCancellation(error: Error): boolean {
  return error instanceof ApiError && error.facts.sqlState === STOPPED;
}

/** Whether an error tells what became of rows, rather than that the statement has a mistake. */
export function isWriteFailure(error: Error): boolean {
  if (error instanceof NoAnswerError) return true;
  return reportOf(error) !== undefined || (error instanceof ApiError && OF_WRITES.test(error.facts.sqlState ?? ''));
}

interface WriteFailureProps {
  readonly place: ConnectionPlace;
  readonly error: Error;
  /** Whether somebody on this page cancelled it. */
  readonly isCancelled: boolean;
  /** Sends the statement again under its key. */
  readonly onAskAgain: () => void;
}

/** A statement that changes data and was not carried out as a whole, or nobody knows. */
export function WriteFailure({ place, error, isCancelled, onAskAgain }: WriteFailureProps) {
  if (error instanceof NoAnswerError) {
    return (
      <div role="alert" className={styles.mistake}>
        <h2>No answer arrived</h2>
        <p>
          The statement may have been carried out, as a whole or in part. Asking again with its key tells, writes
          nothing twice, and writes what is left.
        </p>
        <Button onClick={onAskAgain}>Ask what became of it</Button>
      </div>
    );
  }
  const report = reportOf(error);
  return (
    <div role="alert" className={styles.mistake}>
      <h2>{isCancelled ? cancelledTitle(report) : titleOf(error, report)}</h2>
      {/* A row that failed says why. Of one that may have been written, the message says what to do. */}
      {!isCancelled && !report?.rows.some(({ status, message }) => status === 'failed' && message) && (
        <p>{error.message}</p>
      )}
      {report && <WrittenRows place={place} report={report} />}
      {report && canGoOn(report) && <Button onClick={onAskAgain}>Write the rows that are left</Button>}
    </div>
  );
}

const cancelledTitle = (report: WriteReport | undefined): string =>
  report ? `Cancelled: ${writtenOf(report)}; the rest was not sent` : 'Cancelled before a row was sent';

function titleOf(error: Error, report: WriteReport | undefined): string {
  if (report) return `The statement stopped: ${writtenOf(report)}`;
  const isUnknown = error instanceof ApiError && error.reason === 'OUTCOME_UNKNOWN';
  return isUnknown ? 'The row may have been written' : 'Nothing was written';
}
