import { setImmediate as nextTurn } from 'node:timers/promises';

/** Shorter texts are read in less time than a turn takes. */
const SHORT = 4096;

let last: Promise<void> = Promise.resolve();

/**
 * Waits for a turn of the event loop in which no other long text is read. Between two such turns, as much time is left to others as
 * the first one took, so that several callers cannot hold them up together.
 */
export function turnToRead(sql: string): Promise<void> {
  if (sql.length < SHORT) return Promise.resolve();
  const turn = last.then(() => nextTurn());
  last = turn.then(rest);
  return turn;
}

async function rest(): Promise<void> {
  const startedAt = performance.now();
  await nextTurn();
  const tookMs = performance.now() - startedAt;
  await new Promise((resolve) => setTimeout(resolve, tookMs));
}
