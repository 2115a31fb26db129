import { getRouteApi } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { toast } from '../ui/toasts.tsx';

const route = getRouteApi('/c/$project/$location/$connection/sql');

/** A server refuses a longer link when the page is loaded again. */
const MAX_LINK = 6_000;

const fitsLink = (sql: string) => encodeURIComponent(sql).length <= MAX_LINK;

/** The statement as it is typed, and the one that was asked for last, which is in the link. */
export function useAskedStatement() {
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
  const change = (next: Readonly<Record<string, string | undefined>>) =>
    void navigate({ search: (before) => ({ ...before, ...next }), replace: true });
  return { change, search, text, setText, asked, open };
}
