import { CancelledError, type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { PendingWrite } from '../api/pending-writes.ts';
import { type ConnectionPlace, nameOf } from '../resources/connection.ts';
import { placeInStatement, toExplain } from './explain.ts';
import { lastWriteOf, rememberWrite, toKeyed, unansweredStatement } from './keyed-statement.ts';
import { type Mistake, mistakeIn } from './mistake.ts';
import { planQuery, resultQuery, type Statement } from './sql-calls.ts';
import { rememberStatement } from './sql-history.ts';
import { mayChangeData } from './statement-kind.ts';
import { useAskedStatement } from './use-asked-statement.ts';
import { useCancelling } from './use-cancelling.ts';

export const ROW_LIMITS = [100, 1_000, 10_000] as const;
const DEFAULT_ROWS = 1_000;

/** The statement of the link, which is sent only when somebody asks for it, and what became of it. */
export function useStatement(place: ConnectionPlace) {
  const client = useQueryClient();
  const { change, search, text, setText, asked, open } = useAskedStatement();
  const [view, setView] = useState<'result' | 'plan'>('result');
  const [unconfirmed, setUnconfirmed] = useState<string>();
  const { isCancelling, cancel, forget } = useCancelling(place);
  const limits = { rows: Number(search.rows) || DEFAULT_ROWS, maxRequests: search.maxRequests };
  const result = useQuery({ ...resultQuery(place, { sql: asked, ...limits }), enabled: false });
  const plan = useQuery({ ...planQuery(place, asked), enabled: false });
  const shown = view === 'plan' ? plan : result;
  const error = shown.isFetching ? null : shown.error;
  const mistake = useMemo(() => findMistake(asked, error, view), [asked, error, view]);

  function send(sql: string, write?: PendingWrite): void {
    open(sql);
    setView('result');
    forget();
    if (write) rememberWrite(place, sql, write);
    void ask(client, place, { sql, ...limits }, write);
  }
  function run(sql = text): void {
    if (sql.trim() === '') return;
    if (!mayChangeData(sql)) return send(sql);
    // It was confirmed when it was sent first. Its key keeps it from being carried out twice.
    const unanswered = unansweredStatement(place, sql);
    if (unanswered) return send(sql, unanswered);
    setText(sql);
    setUnconfirmed(sql);
  }
  const lastWrite = lastWriteOf(place, asked);
  return {
    text,
    setText,
    asked,
    result,
    plan,
    view,
    limits,
    unconfirmed,
    error,
    run,
    isRunning: shown.isFetching,
    isCancelling,
    /** Undefined while the statement is not the one that was asked for. */
    mistake: text === asked ? mistake : undefined,
    explain: () => {
      if (text.trim() === '') return;
      open(text);
      setView('plan');
      client.fetchQuery(planQuery(place, text)).catch(() => undefined);
    },
    confirm: (sql: string) => {
      setUnconfirmed(undefined);
      send(sql, toKeyed(place, { sql, ...limits }));
    },
    /** Sends the write again under its key: to learn what became of it, or to write what is left. */
    askAgain: () => (lastWrite ? send(asked, lastWrite) : run(asked)),
    giveUp: () => setUnconfirmed(undefined),
    cancel: () => cancel(view === 'result' && mayChangeData(asked) ? lastWrite : undefined),
    change,
  };
}

/** Sends a statement, and remembers it. What became of it is in the cache of queries. */
async function ask(
  client: QueryClient,
  place: ConnectionPlace,
  statement: Statement,
  write: PendingWrite | undefined,
): Promise<void> {
  const { sql } = statement;
  const at = new Date().toISOString();
  try {
    const { rows, requests } = await client.fetchQuery(resultQuery(place, statement, write));
    rememberStatement(nameOf(place), { sql, at, rows: rows.length, requests });
  } catch (failure) {
    if (failure instanceof CancelledError) return;
    rememberStatement(nameOf(place), { sql, at, hasFailed: true });
  }
}

function findMistake(asked: string, error: Error | null, view: 'result' | 'plan'): Mistake | undefined {
  if (view === 'result') return mistakeIn(asked, error);
  const found = mistakeIn(toExplain(asked), error);
  return found && { from: placeInStatement(asked, found.from), to: placeInStatement(asked, found.to) };
}
