import { queryOptions } from '@tanstack/react-query';
import { request } from '../api/http.ts';
import { listCall, type LogEntry, toFilter } from './log-entry.ts';

const REFRESH_MS = 60_000;
/** As many names as `entries.list` takes, and as many errors as it may take to find one of each connection. */
const MAX_NAMES = 100;
const MAX_ENTRIES = 500;

/** The last error of each connection in the last 24 hours, by the name of the connection. Connections without a log have none. */
export const lastErrorsQuery = (connections: readonly string[]) =>
  queryOptions({
    queryKey: ['lastErrors', connections],
    refetchInterval: REFRESH_MS,
    queryFn: async ({ signal }): Promise<ReadonlyMap<string, LogEntry>> => {
      const filter = toFilter({ range: '24h', level: 'ERROR' }, Date.now());
      const call = listCall(connections.slice(0, MAX_NAMES), filter, { pageSize: MAX_ENTRIES });
      const { entries = [] } = await request<{ entries?: LogEntry[] }>({ ...call, signal });
      // Newest first, so that the newest of each connection is set last.
      return new Map(entries.toReversed().map((entry) => [connectionOf(entry), entry]));
    },
  });

function connectionOf({ resource }: LogEntry): string {
  const { project_id = '', location = '', connection_id = '' } = resource?.labels ?? {};
  return `projects/${project_id}/locations/${location}/connections/${connection_id}`;
}
