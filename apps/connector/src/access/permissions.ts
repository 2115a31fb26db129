import { type Action, actions, type Operation } from '@twilio-connector/entities';

/** A permission by Google's name: `connectors.entities.list`. */
export type Permission = `${'connectors' | 'resourcemanager' | 'secretmanager'}.${string}.${string}`;

/** The requirement of a call. `none`: any valid token. `administrator`: the bootstrap administrator's token. */
export type RequiredPermission = Permission | 'none' | 'administrator';

/**
 * What reading the usage and the log of a connection requires. Google's permission for logs, `logging.logEntries.list`, is one on
 * a project, and belongs to roles that say nothing about connections.
 */
export const READ_LOGS: Permission = 'connectors.connections.get';

/** What the content of calls in a log requires in addition: it is what a list of entities shows. */
export const READ_PAYLOADS: Permission = 'connectors.entities.list';

/** Google's kinds of audit logs. The audit log here stores the writes of both. */
export type AuditType = 'ADMIN_READ' | 'ADMIN_WRITE' | 'DATA_READ' | 'DATA_WRITE';

/** The permission that an operation or action requires, and its audit type. */
export interface Access {
  readonly permission: Permission;
  readonly audit: AuditType;
}

/** The access that a query in SQL needs. What it writes needs that of each write besides. */
export const QUERY_ACCESS = {
  permission: 'connectors.connections.executeSqlQuery',
  audit: 'DATA_READ',
} as const satisfies Access;

const ACTIONS: Readonly<Partial<Record<string, Action>>> = actions;

/**
 * The access of an action. The permission is the same for all but a query. An action that only reads, such as a download, is not a write for
 * the audit log and idempotency keys.
 *
 * @param name of an action; an unknown one counts as a write
 */
export function actionAccess(name: string): Access {
  if (name === 'ExecuteCustomQuery') return QUERY_ACCESS;
  const isRead = Object.hasOwn(ACTIONS, name) && ACTIONS[name]?.method === 'GET';
  return { permission: 'connectors.actions.execute', audit: isRead ? 'DATA_READ' : 'DATA_WRITE' };
}

const OPERATION_ACCESS: Readonly<Record<Operation, Access>> = {
  LIST: { permission: 'connectors.entities.list', audit: 'ADMIN_READ' },
  GET: { permission: 'connectors.entities.get', audit: 'DATA_READ' },
  CREATE: { permission: 'connectors.entities.create', audit: 'DATA_WRITE' },
  UPDATE: { permission: 'connectors.entities.update', audit: 'DATA_WRITE' },
  DELETE: { permission: 'connectors.entities.delete', audit: 'DATA_WRITE' },
};

const WITH_CONDITIONS: Readonly<Partial<Record<Operation, Permission>>> = {
  UPDATE: 'connectors.entities.updateEntitiesWithConditions',
  DELETE: 'connectors.entities.deleteEntitiesWithConditions',
};

/**
 * The access of an operation, for methods whose request names the operation.
 *
 * @param hasConditions whether a condition selects the entities instead of a key; Google has separate permissions for such writes
 */
export function operationAccess(operation: Operation, hasConditions = false): Access {
  const access = OPERATION_ACCESS[operation];
  return { ...access, permission: (hasConditions && WITH_CONDITIONS[operation]) || access.permission };
}

/** Whether calls of this type are audited even if they succeed. */
export function isAuditedWrite(audit: AuditType): boolean {
  return audit === 'ADMIN_WRITE' || audit === 'DATA_WRITE';
}
