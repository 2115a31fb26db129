import type { Operation } from '@twilio-connector/entities';

/** A permission, in Google's words: `connectors.entities.list`. */
export type Permission = `${'connectors' | 'resourcemanager' | 'secretmanager'}.${string}.${string}`;

/** What a call needs. `none`: a valid token. `administrator`: the bootstrap administrator's token. */
export type RequiredPermission = Permission | 'none' | 'administrator';

/** The kinds of Google's audit logs. Ours keeps the writes of both. */
export type AuditType = 'ADMIN_READ' | 'ADMIN_WRITE' | 'DATA_READ' | 'DATA_WRITE';

/** What an operation or an action needs of its caller, and how it is audited. */
export interface Access {
  readonly permission: Permission;
  readonly audit: AuditType;
}

/** What executing an action needs, over every method that does it. */
export const ACTION_ACCESS: Access = { permission: 'connectors.actions.execute', audit: 'DATA_WRITE' };

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
 * What an operation needs, for methods that carry out the operation that their request names.
 *
 * @param hasConditions whether a condition rather than a key names the entities; Google has separate permissions for such writes
 */
export function operationAccess(operation: Operation, hasConditions = false): Access {
  const access = OPERATION_ACCESS[operation];
  return { ...access, permission: (hasConditions && WITH_CONDITIONS[operation]) || access.permission };
}

/** Whether calls of this kind are kept in the audit log even when they succeed. */
export function isAuditedWrite(audit: AuditType): boolean {
  return audit === 'ADMIN_WRITE' || audit === 'DATA_WRITE';
}
