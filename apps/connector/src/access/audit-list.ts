import { waitForTurn } from '@twilio-connector/entities';
import { invalidParameter } from '../errors.js';
import type { Store } from '../store/store.js';
import type { Tables } from '../store/tables.js';
import { idAt, isId } from '../store/time-ids.js';
import type { AuditRecord } from './audit-record.js';

/** Selects the records to list; each filter narrows the list. */
export interface AuditQuery {
  /** The id of a project: selects its records and those of its connections and secrets. */
  readonly project?: string | undefined;
  /** A prefix of the resource's name. */
  readonly resourcePrefix?: string | undefined;
  /** An entity below its connection: `entityTypes/Messages/entities/SM…`. */
  readonly entity?: string | undefined;
  readonly caller?: string | undefined;
  readonly method?: string | undefined;
  /** The id of a call, as in its answer, its error and the log of its connection. */
  readonly callId?: string | undefined;
  /** ISO 8601, inclusive. */
  readonly from?: string | undefined;
  /** ISO 8601, exclusive. */
  readonly to?: string | undefined;
  readonly pageSize: number;
  readonly pageToken?: string | undefined;
}

export interface AuditPage {
  readonly records: readonly AuditRecord[];
  /** Absent on the last page. A page before it may have fewer records than requested, or none. */
  readonly nextPageToken?: string;
}

type Condition = readonly [
  column: 'entity' | 'project' | 'caller' | 'method' | 'resource' | 'call_id',
  operator: '=' | '>=' | '<',
  value: string,
];

/** One page reads at most so many records, of which its filters select some. That takes about 10 ms, whatever the filters are. */
const MAX_READ = 2000;
/** After every id, which consists of hexadecimal digits. */
const END = 'g';

/**
 * Lists records, newest first. One filter is answered by an index, from the newest record on; the others apply to the records
 * that are read.
 *
 * @throws ConnectorError INVALID_ARGUMENT for a malformed page token
 */
export async function listAudit(store: Store, { pageSize, pageToken, ...filters }: AuditQuery): Promise<AuditPage> {
  const [indexed, ...others] = equalitiesOf(filters);
  const from = filters.from === undefined ? '' : idAt(Date.parse(filters.from));
  const to = filters.to === undefined ? END : idAt(Date.parse(filters.to));
  const after = pageToken ? decode(pageToken) : END;
  const walk = store
    .selectFrom('audit')
    .where((audit) => audit.and(indexed ? [audit(...indexed)] : []))
    .where('id', '>=', from)
    .where('id', '<', after < to ? after : to)
    .orderBy('id', 'desc');
  await waitForTurn();
  const conditions = [...others, ...restOf(filters)];
  const found = await store
    .selectFrom(walk.selectAll().limit(MAX_READ).as('records'))
    .select(['id', 'time', 'caller', 'method', 'resource', 'status', 'reason', 'count', 'call_id', 'entity'])
    .where((record) => record.and(conditions.map((condition) => record(...condition))))
    .orderBy('id', 'desc')
    .limit(pageSize + 1)
    .execute();
  const records = found.slice(0, pageSize).map(toRecord);
  const last =
    found.length > pageSize
      ? records.at(-1)
      : await walk
          .select('id')
          .offset(MAX_READ - 1)
          .limit(1)
          .executeTakeFirst();
  return { records, ...(last && { nextPageToken: encode(last.id) }) };
}

/** Conditions that an index answers, the most selective one first. */
function equalitiesOf({ entity, project, resourcePrefix = '', caller, method }: Filters): Condition[] {
  const ofPrefix = /^projects\/([^/]+)\//.exec(resourcePrefix)?.[1];
  const values = { entity, project: project ?? ofPrefix, caller, method };
  const columns = ['entity', 'project', 'caller', 'method'] as const;
  return columns.flatMap((column) => (values[column] === undefined ? [] : [[column, '=', values[column]] as const]));
}

/** What no index answers. A prefix is a range, because a name can contain a wildcard of LIKE. The greatest code point ends the range. */
function restOf({ resourcePrefix: prefix, callId }: Filters): Condition[] {
  const ofCall: Condition[] = callId === undefined ? [] : [['call_id', '=', callId]];
  if (prefix === undefined) return ofCall;
  return [...ofCall, ['resource', '>=', prefix], ['resource', '<', `${prefix}\u{10FFFF}`]];
}

type Filters = Pick<AuditQuery, 'entity' | 'project' | 'resourcePrefix' | 'caller' | 'method' | 'callId'>;

function toRecord({ reason, count, call_id: callId, entity, ...row }: AuditRow): AuditRecord {
  return {
    ...row,
    ...(callId !== null && { callId }),
    ...(entity !== null && { entity }),
    ...(reason !== null && { reason }),
    ...(count > 1 && { count }),
  };
}

type AuditRow = Omit<Tables['audit'], 'project'>;

function encode(id: string): string {
  return Buffer.from(id).toString('base64url');
}

function decode(token: string): string {
  const id = Buffer.from(token, 'base64url').toString('utf8');
  if (isId(id)) return id;
  throw invalidParameter('pageToken', 'was not issued by this connector');
}
