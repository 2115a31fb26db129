import { useEffect, useState } from 'react';
import { send } from '../api/http.ts';
import { type ConnectionPlace, nameOf } from '../resources/connection.ts';
import { type LogEntry, type LogFilter, toFilter } from '../resources/log-entry.ts';

/** The newest entries are kept; a log that is followed for hours must not fill the memory. */
const MAX_ENTRIES = 500;

/** Entries as they happen, newest first. */
export function useTail(place: ConnectionPlace, filter: LogFilter, isOn: boolean) {
  const [entries, setEntries] = useState<readonly LogEntry[]>([]);
  const [error, setError] = useState<Error>();
  const name = nameOf(place);
  const { level, text, call } = filter;
  useEffect(() => {
    setEntries([]);
    setError(undefined);
    if (!isOn) return undefined;
    const abort = new AbortController();
    const conditions = toFilter({ level, text, call }, Date.now()).replace(/^timestamp >= "[^"]*"(?: AND )?/, '');
    follow({ path: `/logs/v1/${name}:tail`, filter: conditions }, abort.signal, (entry) =>
      setEntries((before) => [entry, ...before].slice(0, MAX_ENTRIES)),
    ).catch((cause: unknown) => {
      if (!abort.signal.aborted) setError(cause instanceof Error ? cause : new Error(String(cause)));
    });
    return () => abort.abort();
  }, [name, level, text, call, isOn]);
  return { entries, error };
}

async function follow(
  { path, filter }: { readonly path: string; readonly filter: string },
  signal: AbortSignal,
  onEntry: (entry: LogEntry) => void,
): Promise<void> {
  const response = await send({ path, query: { filter }, signal });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    const lines = (rest + part.value).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.trim() !== '') onEntry(JSON.parse(line) as LogEntry);
  }
  throw new Error('The log ended, since the server stopped. Follow it again.');
}
