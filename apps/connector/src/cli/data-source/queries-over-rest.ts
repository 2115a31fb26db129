import type { QueryPlan } from '../../queries/run-query.js';
import { createExchange } from '../connector/exchange.js';
import { ServerError } from '../connector/server-error.js';
import type { DataSource } from './data-source.js';
import type { Call, Server } from './rest-call.js';

/** Answers queries in SQL through a connector. @param firstKey makes the idempotency key of a query, which may write */
export function createQueries(
  server: Server,
  call: Call,
  firstKey: () => string,
): Pick<DataSource, 'query' | 'explainQuery'> {
  const cancel = cancelAt(server);
  return {
    async query(sql, { maxRows, maxRequests, signal }) {
      signal.throwIfAborted();
      const query = { query: sql, ...(maxRows !== undefined && { maxRows: String(maxRows) }) };
      const cost = maxRequests === undefined ? '' : `?maxRequests=${maxRequests}`;
      const idempotencyKey = firstKey();
      const leaving = new AbortController();
      // The answer to a query that was cancelled says what it has written. Without a connector, there is nothing to wait for.
      const onAbort = () => void cancel(idempotencyKey).catch(() => leaving.abort());
      signal.addEventListener('abort', onAbort);
      const sent = { method: 'POST', body: { query }, signal: leaving.signal, idempotencyKey };
      try {
        const { results = [], write } = await call(`:executeSqlQuery${cost}`, sent);
        return { rows: results, written: write?.rows.length };
      } catch (error) {
        throw signal.aborted ? interrupted(error, idempotencyKey) : error;
      } finally {
        signal.removeEventListener('abort', onAbort);
      }
    },
    async explainQuery(sql, { signal }) {
      const sent = { method: 'POST', body: { query: { query: sql } }, signal };
      return (await call(':executeSqlQuery?explain=true', sent)).explain as QueryPlan;
    },
  };
}

/** @returns a function that cancels a query by its key. @throws Error if no connector answers or none of its queries has that key */
function cancelAt(server: Server): (idempotencyKey: string) => Promise<void> {
  const exchange = createExchange(server);
  return async (idempotencyKey) => {
    const path = `/sql/v1/${server.connection}/statements:cancel`;
    const { status } = await exchange(path, { method: 'POST', body: { idempotencyKey } });
    if (status !== 200) throw new Error(`The connector answered ${status}.`);
  };
}

/** The error of a query that Ctrl-C ended, with what it wrote if the connector said so. */
function interrupted(error: unknown, key: string): Error {
  const remedy = `To write only the others, run it with --idempotency-key ${key} again.`;
  if (!(error instanceof ServerError) || !error.isAnswer) {
    return new DOMException(`Interrupted. Rows that the query wrote until then stay written. ${remedy}`, 'AbortError');
  }
  return error.code === 'WRITE_INCOMPLETE' ? new DOMException(`${error.message} ${remedy}`, 'AbortError') : error;
}
