import { infiniteQueryOptions } from '@tanstack/react-query';
import type { ApiCall } from '../api/http.ts';
import { request } from '../api/http.ts';
import { rangeOf } from '../format/ranges.ts';
import { type ConnectionPlace, nameOf } from './connection.ts';

/** An HTTP attempt at Twilio. */
export interface LoggedRequest {
  readonly method?: string;
  readonly path?: string;
  readonly status?: number;
  readonly error?: string;
  readonly durationMs?: number;
  readonly waitMs?: number;
  readonly attempt?: number;
  readonly twilioCode?: number;
}

/** An entry of the log, as Cloud Logging's `entries.list` returns it. */
export interface LogEntry {
  readonly insertId: string;
  readonly timestamp: string;
  readonly severity: string;
  readonly operation?: { readonly id?: string };
  readonly resource?: { readonly labels?: Readonly<Record<string, string>> };
  readonly jsonPayload: {
    readonly message?: string;
    readonly caller?: string;
    readonly method?: string;
    readonly status?: { readonly status: string; readonly reason?: string };
    readonly durationMs?: number;
    readonly twilioRequests?: number;
    readonly requests?: readonly LoggedRequest[];
    readonly request?: LoggedRequest;
    readonly help?: string;
  };
}

/** What to show of a log, as its link names it. */
export interface LogFilter {
  readonly range?: string | undefined;
  readonly level?: string | undefined;
  readonly text?: string | undefined;
  /** Only the entries of one call. */
  readonly call?: string | undefined;
}

export const LEVELS = ['DEBUG', 'INFO', 'WARNING', 'ERROR'] as const;

const quote = (text: string) => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;

/** In the filter language of Cloud Logging. */
export function toFilter({ range, level, text, call }: LogFilter, nowMs: number): string {
  const parts: string[] = [];
  if (call) parts.push(`operation.id = ${quote(call)}`);
  else parts.push(`timestamp >= ${quote(new Date(nowMs - rangeOf(range).lengthMs).toISOString())}`);
  if (level) parts.push(`severity >= ${level}`);
  if (text) parts.push(quote(text));
  return parts.join(' AND ');
}

/** Newest first. */
export function listCall(
  connections: readonly string[],
  filter: string,
  { pageToken, pageSize = 100 }: { readonly pageToken?: string; readonly pageSize?: number } = {},
): ApiCall {
  const order = { orderBy: 'timestamp desc', pageSize };
  const body = { resourceNames: connections, filter, ...order, ...(pageToken && { pageToken }) };
  return { method: 'POST', path: '/logging/v2/entries:list', body };
}

export const logQuery = (place: ConnectionPlace, filter: LogFilter) =>
  infiniteQueryOptions({
    queryKey: ['log', nameOf(place), filter],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      request<{ entries?: LogEntry[]; nextPageToken?: string }>({
        ...listCall([nameOf(place)], toFilter(filter, Date.now()), { pageToken: pageParam }),
        signal,
      }),
    getNextPageParam: ({ nextPageToken }) => nextPageToken,
  });
