import type { Caller } from '../../access/caller.js';
import { READ_LOGS, READ_PAYLOADS } from '../../access/permissions.js';
import { parsePolicyResource } from '../../access/resource-names.js';
import type { Requirement } from '../../calls/call.js';
import type { LogEntry } from '../../logs/log-entry.js';
import type { ReadableLog } from '../../logs/read-in-order.js';
import { ConnectorError, invalidMember } from '../../errors.js';
import type { Services } from '../services.js';

type Access = Pick<Services, 'policies' | 'connections' | 'logs'>;

/** Google's limit. */
const MAX_NAMES = 100;

/**
 * Reads the names of projects, and of single connections, which Google does not have.
 *
 * @throws ConnectorError INVALID_ARGUMENT
 */
export function readResourceNames(resourceNames: unknown, projectIds: unknown): readonly string[] {
  const names = [
    ...texts(resourceNames, 'resourceNames'),
    ...texts(projectIds, 'projectIds').map((id) => `projects/${id}`),
  ];
  if (names.length === 0) {
    throw invalidMember('resourceNames', 'is required: a list of projects such as projects/local, or connections');
  }
  if (names.length > MAX_NAMES)
    throw invalidMember('resourceNames', `has ${names.length} names; send at most ${MAX_NAMES}`);
  if (names.every((name) => parsePolicyResource(name))) return [...new Set(names)];
  throw invalidMember(
    'resourceNames',
    'must have names such as projects/local or projects/local/locations/local/connections/twilio',
  );
}

function texts(value: unknown, name: string): readonly string[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value;
  throw invalidMember(name, 'must be a list of names');
}

/** The permission that a caller lacks on one of the connections that are named, if any. */
export async function missingPermission(
  { policies, connections }: Access,
  caller: Caller,
  names: readonly string[],
): Promise<Requirement | undefined> {
  for (const asked of names) {
    if (parsePolicyResource(asked)?.connection === undefined) continue;
    const resource = await connections.resolve(asked);
    if (!(await policies.isAllowed(caller, READ_LOGS, resource))) return { permission: READ_LOGS, resource, asked };
  }
  return undefined;
}

/**
 * The logs that a caller may read: those of the named connections, and of all connections of the named projects.
 *
 * @throws ConnectorError NOT_FOUND
 */
export async function readableLogs(
  access: Access,
  caller: Caller,
  names: readonly string[],
): Promise<readonly ReadableLog[]> {
  const connections = new Set<string>();
  for (const name of names) {
    const { project, connection } = parsePolicyResource(name) ?? {};
    const sources = await access.logs.sources(project?.split('/')[1] ?? '');
    if (connection === undefined) for (const source of sources) connections.add(source);
    else connections.add(await knownConnection(access, connection, sources));
  }
  const logs = await Promise.all([...connections].map((connection) => readableLog(access, caller, connection)));
  return logs.filter((log) => log !== undefined);
}

/** @throws ConnectorError NOT_FOUND for a connection that neither exists nor has left a log */
async function knownConnection({ connections }: Access, asked: string, sources: readonly string[]): Promise<string> {
  const name = await connections.resolve(asked);
  return sources.includes(name) ? name : (await connections.get(name)).name;
}

/**
 * Callers with the permission on the project also read the logs of deleted connections. A permission on the connection alone is one
 * on the connection that exists now, so that it does not open the log of an earlier connection of the same name.
 */
async function readableLog(
  { policies, connections }: Access,
  caller: Caller,
  connection: string,
): Promise<ReadableLog | undefined> {
  const project = connection.split('/').slice(0, 2).join('/');
  if (await policies.isAllowed(caller, READ_LOGS, project)) return { connection };
  if (!(await policies.isAllowed(caller, READ_LOGS, connection))) return undefined;
  const existing = await connections.get(connection).catch(undefinedIfUnknown);
  return existing && { connection, fromMs: Date.parse(existing.createTime ?? '') || 0 };
}

function undefinedIfUnknown(error: unknown): undefined {
  if (error instanceof ConnectorError && error.code === 'NOT_FOUND') return undefined;
  throw error;
}

/** Whether a caller may see the content of calls in the log of a connection: it must be allowed to read its entities. */
export function createPayloadAccess({ policies }: Access, caller: Caller) {
  const known = new Map<string, boolean>();
  return {
    /** Finds out about the connections of logs or entries, as the roles of the caller are now. */
    async prepare(items: readonly Pick<ReadableLog, 'connection'>[]): Promise<void> {
      for (const connection of new Set(items.map((item) => item.connection))) {
        known.set(connection, await policies.isAllowed(caller, READ_PAYLOADS, connection));
      }
    },
    /** The entry without the content of the call, unless the caller may see it. */
    visible(entry: LogEntry): LogEntry {
      const { payload, ...visible } = entry.payload;
      return payload === undefined || known.get(entry.connection) ? entry : { ...entry, payload: visible };
    },
  };
}
