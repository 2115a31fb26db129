import { infiniteQueryOptions } from '@tanstack/react-query';
import { request } from '../api/http.ts';

export interface AuditRecord {
  readonly id: string;
  readonly time: string;
  readonly caller: string;
  readonly method: string;
  readonly resource: string;
  /** The entity that was written, below its connection. */
  readonly entity?: string;
  readonly status: string;
  readonly reason?: string;
  readonly callId?: string;
}

/** What to show of the audit log, as its link names it. */
export interface AuditFilter {
  readonly project: string;
  readonly caller?: string | undefined;
  readonly method?: string | undefined;
  readonly resource?: string | undefined;
  /** Only writes of one entity: `entityTypes/Messages/entities/SM…`. */
  readonly entity?: string | undefined;
  /** Only the record of one call. */
  readonly callId?: string | undefined;
}

export const AUDIT_PATH = '/admin/v1/auditRecords';

export const auditQuery = (filter: AuditFilter) =>
  infiniteQueryOptions({
    queryKey: ['audit', filter],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      request<{ auditRecords?: AuditRecord[]; nextPageToken?: string }>({
        path: AUDIT_PATH,
        query: { ...filter, pageSize: 100, pageToken: pageParam },
        signal,
      }),
    getNextPageParam: ({ nextPageToken }) => nextPageToken,
  });

const COLUMNS = ['time', 'caller', 'method', 'resource', 'entity', 'status', 'reason', 'callId'] as const;

/** A cell that begins like a formula would be run by a spreadsheet. */
function toCsvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function toCsv(records: readonly AuditRecord[]): string {
  const rows = records.map((record) => COLUMNS.map((column) => toCsvCell(record[column] ?? '')).join(','));
  return [COLUMNS.join(','), ...rows, ''].join('\r\n');
}
