import { invalidParameter } from '../../errors.js';
import type { Audit } from '../../access/audit.js';
import { resourceOfPath } from '../../access/resource-names.js';
import { MAX_PAGE_SIZE, pageParameters } from '../page.js';
import { type RestRequest } from '../request.js';

/** What the method of the audit log stands on. */
export interface AuditPort {
  readonly audit: Pick<Audit, 'list'>;
}

const DEFAULT_PAGE_SIZE = 100;
/** RFC 3339, or a day. */
const TIME = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2}))?$/;

/**
 * The audit log, the newest first; `?project=&resource=&caller=&method=&from=&to=` narrow it. All of it is the administrator's to
 * read, what is of one project also who has `connectors.auditRecords.list` there.
 */
export async function listAuditRecords({ audit }: AuditPort, { query, authorize }: RestRequest) {
  const project = text(query, 'project');
  // Through the path's own check: an id with a slash would name a connection, and ask for less.
  const resource = project === undefined ? undefined : resourceOfPath({ projectsId: project });
  if (resource === undefined) await authorize('administrator', '');
  else await authorize('connectors.auditRecords.list', resource);
  const { pageSize, pageToken } = pageParameters(query);
  if (pageSize !== undefined && pageSize < 0) throw invalidParameter('pageSize', 'must not be negative');
  const { records, nextPageToken } = await audit.list({
    ...given({
      project,
      resourcePrefix: text(query, 'resource'),
      caller: text(query, 'caller'),
      method: text(query, 'method'),
      from: time(query, 'from'),
      to: time(query, 'to'),
    }),
    pageSize: Math.min(pageSize || DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE),
    pageToken,
  });
  return { auditRecords: records, nextPageToken };
}

function text(query: URLSearchParams, name: string): string | undefined {
  if (query.getAll(name).length > 1) throw invalidParameter(name, 'is given more than once');
  return query.get(name) || undefined;
}

function time(query: URLSearchParams, name: string): string | undefined {
  const value = text(query, name);
  if (value === undefined) return undefined;
  const ms = TIME.test(value) ? Date.parse(value) : Number.NaN;
  if (!Number.isNaN(ms)) return new Date(ms).toISOString();
  throw invalidParameter(name, 'must be a time such as 2026-01-31T00:00:00Z, or a day');
}

/** Without the members that are undefined. */
function given<T extends Record<string, string | undefined>>(all: T) {
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as {
    readonly [K in keyof T]?: string;
  };
}
