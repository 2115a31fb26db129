import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import { invalidParameter } from '../errors.js';
import type { Store } from '../store/sqlite/open-store.js';
import type { Tables } from '../store/tables.js';

/** What somebody did, or was denied. Never what was in the request or its answer. */
interface AuditEntry {
  /** The caller's member; `unknown` for who could not log in. */
  readonly caller: string;
  /** The id of the method. */
  readonly method: string;
  /** `projects/{project}…`, or what else the call was about. */
  readonly resource: string;
  /** A canonical code; `OK` when it was carried out. */
  readonly status: string;
  readonly reason?: string;
}

/** An entry as it is kept. */
interface AuditRecord extends AuditEntry {
  /** Sorts by time. */
  readonly id: string;
  /** ISO 8601. */
  readonly time: string;
}

/** Which records are wanted; each that is given narrows the list. */
interface AuditQuery {
  /** The id of a project: its own records, and those of all that it holds. */
  readonly project?: string;
  /** What the resource begins with. */
  readonly resourcePrefix?: string;
  readonly caller?: string;
  readonly method?: string;
  /** ISO 8601; from it on, and before it. */
  readonly from?: string;
  readonly to?: string;
  readonly pageSize: number;
  readonly pageToken?: string | null;
}

/** The audit log. */
export interface Audit {
  write(entry: AuditEntry): Promise<void>;
  /** The newest first. @throws ConnectorError INVALID_ARGUMENT for a page token that is none */
  list(query: AuditQuery): Promise<{ readonly records: readonly AuditRecord[]; readonly nextPageToken?: string }>;
  /** Drops what is older than 400 days. @returns how many records */
  purge(): Promise<number>;
}

interface AuditOptions {
  readonly store: Store;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly random: (bytes: number) => Uint8Array;
}

/** As long as Google keeps its (https://cloud.google.com/logging/quotas, "Admin Activity audit logs"). */
const KEPT_MS = 400 * 24 * 3_600_000;
/** Names that callers choose are cut: a log is no place to fill a disk from. */
const MAX_TEXT = 512;
const ID = /^[0-9a-f]{24}$/;

/** An audit log in the store. */
export function createAudit({ store, now, random }: AuditOptions): Audit {
  const nextId = createIds(random);
  return {
    async write({ caller, method, resource, status, reason }) {
      const ms = now();
      const texts = { caller: cut(caller), method: cut(method), resource: cut(resource) };
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
      const before = new Date(now() - KEPT_MS).toISOString();
      const { numDeletedRows } = await store.deleteFrom('audit').where('time', '<', before).executeTakeFirst();
      return Number(numDeletedRows);
    },
  };
}

type Filters = Omit<AuditQuery, 'pageSize' | 'pageToken'> & { readonly before: string | undefined };

/** What is not given narrows nothing. Prefixes are compared as they are: a name may hold what LIKE has as a wildcard. */
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

/** Ids of 12 hexadecimal digits of the time, 4 that count within it, and 8 at random; each is greater than the last. */
function createIds(random: AuditOptions['random']): (ms: number) => string {
  let last = { ms: 0, count: 0 };
  const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0');
  return (ms) => {
    if (ms > last.ms) last = { ms, count: 0 };
    else last = last.count < 0xffff ? { ms: last.ms, count: last.count + 1 } : { ms: last.ms + 1, count: 0 };
    return hex(last.ms, 12) + hex(last.count, 4) + Buffer.from(random(4)).toString('hex');
  };
}

function cut(text: string): string {
  return text.slice(0, MAX_TEXT);
}

function encode(id: string): string {
  return Buffer.from(id).toString('base64url');
}

function decode(token: string): string {
  const id = Buffer.from(token, 'base64url').toString('utf8');
  if (ID.test(id)) return id;
  throw invalidParameter('pageToken', 'was not made by this connector');
}
