import { CancelledError, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import { type ConnectionPlace, nameOf } from '../resources/connection.ts';
import { toast } from '../ui/toasts.tsx';
import { type Mistake, mistakeIn } from './mistake.ts';
import { EXPLAIN, planQuery, resultQuery, type Statement } from './sql-calls.ts';
import { rememberStatement } from './sql-history.ts';
import { mayChangeData } from './statement-kind.ts';

const route = getRouteApi('/c/$project/$location/$connection/sql');

export const ROW_LIMITS = [100, 1_000, 10_000] as const;
const DEFAULT_ROWS = 1_000;
/** A server refuses a longer link when the page is loaded again. */
const MAX_LINK = 6_000;

const fitsLink = (sql: string) => encodeURIComponent(sql).length <= MAX_LINK;

/** The statement of the link, which is sent only when somebody asks for it, and what became of it. */
export function useStatement(place: ConnectionPlace) {
  const client = useQueryClient();
  const { navigate, search, text, setText, asked, open } = useAskedStatement();
  const [view, setView] = useState<'result' | 'plan'>('result');
  const [unconfirmed, setUnconfirmed] = useState<string>();
  const limits = { rows: Number(search.rows) || DEFAULT_ROWS, maxRequests: search.maxRequests };
  const result = useQuery({ ...resultQuery(place, { sql: asked, ...limits }), enabled: false });
  const plan = useQuery({ ...planQuery(place, asked), enabled: false });
  const shown = view === 'plan' ? plan : result;
  const error = shown.isFetching ? null : shown.error;
  const mistake = useMemo(() => findMistake(asked, error, view), [asked, error, view]);

  async function send(statement: Statement): Promise<void> {
    open(statement.sql);
    setView('result');
    const at = new Date().toISOString();
    try {
      const { rows, requests } = await client.fetchQuery(resultQuery(place, statement));
      rememberStatement(nameOf(place), { sql: statement.sql, at, rows: rows.length, requests });
    } catch (failure) {
      if (failure instanceof CancelledError) return;
      rememberStatement(nameOf(place), { sql: statement.sql, at, hasFailed: true });
    }
  }
  function run(sql = text): void {
    if (sql.trim() === '') return;
    if (mayChangeData(sql)) {
      setText(sql);
      setUnconfirmed(sql);
    } else void send({ sql, ...limits });
  }
  return {
    ...{ text, setText, asked, result, plan, view, limits, unconfirmed, error, run },
    isRunning: shown.isFetching,
    /** Undefined while the statement is not the one that was asked for. */
    mistake: text === asked ? mistake : undefined,
    explain(): void {
      if (text.trim() === '') return;
      open(text);
      setView('plan');
      client.fetchQuery(planQuery(place, text)).catch(() => undefined);
    },
    confirm(sql: string): void {
      setUnconfirmed(undefined);
      void send({ sql, ...limits });
    },
    giveUp: () => setUnconfirmed(undefined),
    cancel(): void {
      void client.cancelQueries({ queryKey: ['sql', nameOf(place)] });
      void client.cancelQueries({ queryKey: ['sqlPlan', nameOf(place)] });
      toast('Cancelled. What Twilio had answered until then is lost.');
    },
    change: (next: Readonly<Record<string, string | undefined>>) =>
      void navigate({ search: (before) => ({ ...before, ...next }), replace: true }),
  };
}

function useAskedStatement() {
  const navigate = route.useNavigate();
  const search = route.useSearch();
  const ofLink = search.sql;
  const [text, setText] = useState(ofLink ?? '');
  const [asked, setAsked] = useState(text);
  useEffect(() => {
    if (ofLink === undefined && !fitsLink(asked)) return;
    setText(ofLink ?? '');
    setAsked(ofLink ?? '');
    // Only the link decides: what is typed or asked for must not be undone.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [ofLink]);
  function open(sql: string): void {
    setText(sql);
    setAsked(sql);
    if (sql === ofLink) return;
    if (!fitsLink(sql)) toast('The statement is too long for a link, so the link does not have it.');
    void navigate({ search: (before) => ({ ...before, sql: fitsLink(sql) ? sql : undefined }) });
  }
  return { navigate, search, text, setText, asked, open };
}

function findMistake(asked: string, error: Error | null, view: 'result' | 'plan'): Mistake | undefined {
  if (view === 'result') return mistakeIn(asked, error);
  const found = mistakeIn(EXPLAIN + asked, error);
  return found && { from: Math.max(0, found.from - EXPLAIN.length), to: Math.max(0, found.to - EXPLAIN.length) };
}
