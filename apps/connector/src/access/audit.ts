import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import { invalidParameter } from '../errors.js';
import type { Store } from '../store/store.js';
import type { Tables } from '../store/tables.js';
import type { Clock } from '../store/clock.js';

/** A write or a denied call. Never contains the content of a request or an answer. */
interface AuditEntry {
  /** The caller's member. */
  readonly caller: string;
  /** The id of the method. */
  readonly method: string;
  /** `projects/{project}…`; empty for the server itself. */
  readonly resource: string;
  /** A canonical code; `OK` for success. */
  readonly status: string;
  readonly reason?: string;
}

/** An entry as it is stored. */
interface AuditRecord extends AuditEntry {
  /** Sorts by time. */
  readonly id: string;
  /** ISO 8601. */
  readonly time: string;
}

/** Selects the records to list; each filter narrows the list. */
interface AuditQuery {
  /** The id of a project: selects its records and those of its connections and secrets. */
  readonly project?: string | undefined;
  /** A prefix of the resource's name. */
  readonly resourcePrefix?: string | undefined;
  readonly caller?: string | undefined;
  readonly method?: string | undefined;
  /** ISO 8601, inclusive. */
  readonly from?: string | undefined;
  /** ISO 8601, exclusive. */
  readonly to?: string | undefined;
  readonly pageSize: number;
  readonly pageToken?: string | undefined;
}

/** The audit log. */
export interface Audit {
  write(entry: AuditEntry): Promise<void>;
  /** Newest first. @throws ConnectorError INVALID_ARGUMENT for a malformed page token */
  list(query: AuditQuery): Promise<{ readonly records: readonly AuditRecord[]; readonly nextPageToken?: string }>;
  /** Deletes records older than 400 days. @returns the number of deleted records */
  purge(): Promise<number>;
}

interface AuditOptions {
  readonly store: Store;
  /** Hides secrets in a text, because callers can put one into a resource name. */
  readonly hide?: (text: string) => string;
  readonly now: Clock;
  readonly random: (bytes: number) => Uint8Array;
}

/** Google's retention of "Admin Activity audit logs" (https://cloud.google.com/logging/quotas). */
const RETENTION_MS = 400 * 24 * 3_600_000;
/** Names chosen by callers are truncated, so that they cannot fill the disk. */
const MAX_TEXT = 512;
const ID = /^[0-9a-f]{24}$/;

/** Creates an audit log in the store. */
export function createAudit({ store, hide = (text) => text, now, random }: AuditOptions): Audit {
  const nextId = createIds(random);
  return {
    async write({ caller, method, resource, status, reason }) {
      const ms = now();
      const texts = { caller: truncate(caller), method: truncate(method), resource: truncate(hide(resource)) };
      await store
        .insertInto('audit')
        .values({ id: nextId(ms), time: new Date(ms).toISOString(), ...texts, status, reason: reason ?? null })
        .execute();
    },
    async list({ pageSize, pageToken, ...filters }) {
      const before = pageToken ? decode(pageToken) : undefined;
      const rows = await store
        .selectFrom('audit')
        .selectAll()
        .where((expressions) => toCondition(expressions, { ...filters, before }))
        .orderBy('id', 'desc')
        .limit(pageSize + 1)
        .execute();
      const records = rows
        .slice(0, pageSize)
        .map(({ reason, ...row }) => ({ ...row, ...(reason !== null && { reason }) }));
      const last = records.at(-1);
      return { records, ...(rows.length > pageSize && last && { nextPageToken: encode(last.id) }) };
    },
    async purge() {
      const before = new Date(now() - RETENTION_MS).toISOString();
      const { numDeletedRows } = await store.deleteFrom('audit').where('time', '<', before).executeTakeFirst();
      return Number(numDeletedRows);
    },
  };
}

type Filters = Omit<AuditQuery, 'pageSize' | 'pageToken'> & { readonly before: string | undefined };

/** Prefixes are compared with `substr`, because a name can contain a wildcard of LIKE. */
function toCondition(
  expressions: ExpressionBuilder<Tables, 'audit'>,
  { project, resourcePrefix, caller, method, from, to, before }: Filters,
): Expression<SqlBool> {
  const hasPrefix = (prefix: string) => {
    const start = expressions.fn<string>('substr', [
      'resource',
      expressions.val(1),
      expressions.val(Array.from(prefix).length),
    ]);
    return expressions(start, '=', prefix);
  };
  const conditions: Expression<SqlBool>[] = [];
  if (project !== undefined) {
    conditions.push(
      expressions.or([expressions('resource', '=', `projects/${project}`), hasPrefix(`projects/${project}/`)]),
    );
  }
  if (resourcePrefix !== undefined) conditions.push(hasPrefix(resourcePrefix));
  if (caller !== undefined) conditions.push(expressions('caller', '=', caller));
  if (method !== undefined) conditions.push(expressions('method', '=', method));
  if (from !== undefined) conditions.push(expressions('time', '>=', from));
  if (to !== undefined) conditions.push(expressions('time', '<', to));
  if (before !== undefined) conditions.push(expressions('id', '<', before));
  return expressions.and(conditions);
}

/** Creates ascending ids of hexadecimal digits: 12 for the time, 4 for a counter within the millisecond, and 8 random ones. */
function createIds(random: AuditOptions['random']): (ms: number) => string {
  let last = { ms: 0, count: 0 };
  const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0');
  return (ms) => {
    if (ms > last.ms) last = { ms, count: 0 };
    else last = last.count < 0xffff ? { ms: last.ms, count: last.count + 1 } : { ms: last.ms + 1, count: 0 };
    return hex(last.ms, 12) + hex(last.count, 4) + Buffer.from(random(4)).toString('hex');
  };
}

function truncate(text: string): string {
  return text.slice(0, MAX_TEXT);
}

function encode(id: string): string {
  return Buffer.from(id).toString('base64url');
}

function decode(token: string): string {
  const id = Buffer.from(token, 'base64url').toString('utf8');
  if (ID.test(id)) return id;
  throw invalidParameter('pageToken', 'was not issued by this connector');
}
