import type { Store } from '../store/store.js';
import type { Clock } from '../store/clock.js';
import { type PurgeOptions, purgeInBatches } from '../store/purge.js';
import { type AuditPage, type AuditQuery, listAudit } from './audit-list.js';
import { createIds, idAt } from '../store/time-ids.js';
import type { AuditEntry } from './audit-record.js';
import { createDeniedCalls, type DeniedCall } from './denied-calls.js';

/** The audit log. */
export interface Audit {
  /** Denied calls of one caller are summed after the first ones in a minute. The sum is written by `flush`. */
  write(entry: AuditEntry): Promise<void>;
  /** Newest first. @throws ConnectorError INVALID_ARGUMENT for a malformed page token */
  list(query: AuditQuery): Promise<AuditPage>;
  /** Writes the sums of the minutes that have ended. */
  flush(): Promise<void>;
  /** Writes every sum. */
  close(): Promise<void>;
  /** Deletes records older than 400 days. @returns the number of deleted records */
  purge(options: PurgeOptions): Promise<number>;
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
const DENIED = 'PERMISSION_DENIED';

/** Creates an audit log in the store. */
export function createAudit({ store, hide = (text) => text, now, random }: AuditOptions): Audit {
  const nextId = createIds(random);
  const denied = createDeniedCalls();

  type NewRecord = DeniedCall & { readonly status: string; readonly entity?: string | undefined };
  async function insert({ ms, status, entity, ...call }: NewRecord): Promise<void> {
    const project = /^projects\/([^/]+)/.exec(call.resource)?.[1] ?? '';
    const { callId = null, ...columns } = call;
    const written = { call_id: callId, entity: entity ?? null };
    const row = { ...columns, ...written, id: nextId(ms), time: new Date(ms).toISOString(), status, project };
    await store.insertInto('audit').values(row).execute();
  }

  /** A sum that cannot be written is kept for the next time. */
  async function insertDenied(calls: readonly DeniedCall[]): Promise<void> {
    for (const [index, call] of calls.entries()) {
      try {
        await insert({ ...call, status: DENIED });
      } catch (error) {
        for (const unwritten of calls.slice(index)) denied.putBack(unwritten);
        throw error;
      }
    }
  }

  return {
    async write({ callId, caller, method, resource, entity, status, reason = null }) {
      const texts = { caller: truncate(caller), method: truncate(method), resource: truncate(hide(resource)) };
      const call = { ...texts, ...(callId !== undefined && { callId }), reason, ms: now(), count: 1 };
      await (status === DENIED ? insertDenied(denied.add(call)) : insert({ ...call, entity, status }));
    },
    list: (query) => listAudit(store, query),
    flush: () => insertDenied(denied.take(now())),
    close: () => insertDenied(denied.take(Number.POSITIVE_INFINITY)),
    purge: ({ now: time, pause }) => purge(store, idAt(time - RETENTION_MS), pause),
  };
}

function purge(store: Store, oldestId: string, pause: PurgeOptions['pause']): Promise<number> {
  const find = async (limit: number) => {
    const ids = store.selectFrom('audit').select('id').where('id', '<', oldestId).orderBy('id').limit(limit);
    // Texts are truncated, so that every record is small.
    return (await ids.execute()).map(({ id }) => ({ id, bytes: 0 }));
  };
  const remove = async (rows: readonly { readonly id: string }[]) => {
    const ids = rows.map(({ id }) => id);
    return (await store.deleteFrom('audit').where('id', 'in', ids).executeTakeFirst()).numDeletedRows;
  };
  return purgeInBatches({ find, remove }, pause);
}

function truncate(text: string): string {
  return text.slice(0, MAX_TEXT);
}
