import { setImmediate as nextTurn } from 'node:timers/promises';

/** Shorter texts are read in less time than a turn takes. */
const SHORT = 4096;

let last: Promise<void> = Promise.resolve();

/** Waits for a turn of the event loop in which no other long text is read, so that several callers do not hold it up together. */
export function turnToRead(sql: string): Promise<void> {
  if (sql.length < SHORT) return Promise.resolve();
  last = last.then(() => nextTurn());
  return last;
}
