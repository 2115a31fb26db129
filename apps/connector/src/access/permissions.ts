import type { Operation } from '@twilio-connector/entities';

/** A permission, in Google's words: `connectors.entities.list`. */
export type Permission = `${'connectors' | 'resourcemanager' | 'secretmanager'}.${string}.${string}`;

/**
 * What a caller needs for a method. `none`: to be known. `byBody`: the request decides, so that the handler asks, for each
 * operation. `administrator`: to be the bootstrap administrator.
 */
export type RequiredPermission = Permission | 'none' | 'byBody' | 'administrator';

/** The kinds of Google's audit logs. Ours keeps the writes of both. */
export type AuditType = 'ADMIN_READ' | 'ADMIN_WRITE' | 'DATA_READ' | 'DATA_WRITE';

/** What a method needs of its caller, and how it is logged. */
export interface MethodAccess {
  readonly permission: RequiredPermission;
  readonly audit: AuditType;
}

const adminRead = (permission: RequiredPermission): MethodAccess => ({ permission, audit: 'ADMIN_READ' });
const adminWrite = (permission: RequiredPermission): MethodAccess => ({ permission, audit: 'ADMIN_WRITE' });
const dataRead = (permission: RequiredPermission): MethodAccess => ({ permission, audit: 'DATA_READ' });
const dataWrite = (permission: RequiredPermission): MethodAccess => ({ permission, audit: 'DATA_WRITE' });

/**
 * What every method of Google's API needs, also those that are not built here. From the table of
 * https://docs.cloud.google.com/integration-connectors/docs/audit-logging where it has the method, and by its pattern where it
 * has not. What runs on a connection at Twilio's expense (`checkStatus`, the lists of tools) takes what every invoker has.
 */
export const METHOD_ACCESS: Readonly<Record<string, MethodAccess>> = {
  'v1.list': adminRead('connectors.locations.list'),
  'v1.get': adminRead('connectors.locations.get'),
  'v1.getRuntimeConfig': adminRead('connectors.runtimeconfig.get'),
  'v1.getRegionalSettings': adminRead('connectors.regionalSettings.get'),
  'v1.updateRegionalSettings': adminWrite('connectors.regionalSettings.update'),
  'v1.global.getSettings': adminRead('connectors.settings.get'),
  'v1.global.updateSettings': adminWrite('connectors.settings.update'),

  'v1.connections.create': adminWrite('connectors.connections.create'),
  'v1.connections.get': adminRead('connectors.connections.get'),
  'v1.connections.list': adminRead('connectors.connections.list'),
  'v1.connections.search': adminRead('connectors.connections.list'),
  'v1.connections.patch': adminWrite('connectors.connections.update'),
  'v1.connections.delete': adminWrite('connectors.connections.delete'),
  'v1.connections.repairEventing': adminWrite('connectors.connections.update'),
  'v1.connections.listenEvent': dataWrite('connectors.connections.listenEvent'),
  'v1.connections.getIamPolicy': adminRead('connectors.connections.getIamPolicy'),
  'v1.connections.setIamPolicy': adminWrite('connectors.connections.setIamPolicy'),
  'v1.connections.testIamPermissions': adminRead('none'),
  'v1.connections.fetchToolspecOverride': adminRead('connectors.connections.get'),
  'v1.connections.generateToolspecOverride': adminWrite('connectors.connections.update'),
  'v1.connections.modifyToolspecOverride': adminWrite('connectors.connections.update'),
  'v1.connections.removeToolspecOverride': adminWrite('connectors.connections.update'),

  'v1.connections.getConnectionSchemaMetadata': adminRead('connectors.connections.getConnectionSchemaMetadata'),
  'v1.connections.connectionSchemaMetadata.listEntityTypes': adminRead(
    'connectors.connections.getConnectionSchemaMetadata',
  ),
  'v1.connections.connectionSchemaMetadata.listActions': adminRead(
    'connectors.connections.getConnectionSchemaMetadata',
  ),
  'v1.connections.connectionSchemaMetadata.getEntityType': adminRead('connectors.connections.getRuntimeEntitySchema'),
  'v1.connections.connectionSchemaMetadata.getAction': adminRead('connectors.connections.getRuntimeActionSchema'),
  'v1.connections.connectionSchemaMetadata.refresh': adminWrite('connectors.schemaMetadata.refresh'),
  'v1.connections.runtimeEntitySchemas.list': adminRead('connectors.connections.getRuntimeEntitySchema'),
  'v1.connections.runtimeActionSchemas.list': adminRead('connectors.connections.getRuntimeActionSchema'),

  'v1.connections.endUserAuthentications.create': adminWrite('connectors.endUserAuthentications.create'),
  'v1.connections.endUserAuthentications.delete': adminWrite('connectors.endUserAuthentications.delete'),
  'v1.connections.endUserAuthentications.get': adminRead('connectors.endUserAuthentications.get'),
  'v1.connections.endUserAuthentications.list': adminRead('connectors.endUserAuthentications.list'),
  'v1.connections.endUserAuthentications.patch': adminWrite('connectors.endUserAuthentications.update'),
  'v1.connections.eventSubscriptions.create': adminWrite('connectors.eventSubscriptions.create'),
  'v1.connections.eventSubscriptions.delete': adminWrite('connectors.eventSubscriptions.delete'),
  'v1.connections.eventSubscriptions.get': adminRead('connectors.eventSubscriptions.get'),
  'v1.connections.eventSubscriptions.list': adminRead('connectors.eventSubscriptions.list'),
  'v1.connections.eventSubscriptions.patch': adminWrite('connectors.eventSubscriptions.update'),
  'v1.connections.eventSubscriptions.retry': adminWrite('connectors.eventSubscriptions.update'),

  'v1.operations.cancel': adminWrite('connectors.operations.cancel'),
  'v1.operations.delete': adminWrite('connectors.operations.delete'),
  'v1.operations.get': adminRead('connectors.operations.get'),
  'v1.operations.list': adminRead('connectors.operations.list'),

  'v1.providers.get': adminRead('connectors.providers.get'),
  'v1.providers.list': adminRead('connectors.providers.list'),
  'v1.providers.getIamPolicy': adminRead('connectors.providers.getIamPolicy'),
  'v1.providers.setIamPolicy': adminWrite('connectors.providers.setIamPolicy'),
  'v1.providers.testIamPermissions': adminRead('none'),
  'v1.providers.connectors.get': adminRead('connectors.connectors.get'),
  'v1.providers.connectors.list': adminRead('connectors.connectors.list'),
  'v1.providers.connectors.versions.get': adminRead('connectors.versions.get'),
  'v1.providers.connectors.versions.list': adminRead('connectors.versions.list'),
  'v1.providers.connectors.versions.fetchAuthSchema': adminRead('connectors.versions.get'),
  'v1.providers.connectors.versions.eventtypes.get': adminRead('connectors.eventtypes.get'),
  'v1.providers.connectors.versions.eventtypes.list': adminRead('connectors.eventtypes.list'),

  'v1.endpointAttachments.create': adminWrite('connectors.endpointAttachments.create'),
  'v1.endpointAttachments.delete': adminWrite('connectors.endpointAttachments.delete'),
  'v1.endpointAttachments.get': adminRead('connectors.endpointAttachments.get'),
  'v1.endpointAttachments.list': adminRead('connectors.endpointAttachments.list'),
  'v1.endpointAttachments.patch': adminWrite('connectors.endpointAttachments.update'),
  'v1.global.managedZones.create': adminWrite('connectors.managedZones.create'),
  'v1.global.managedZones.delete': adminWrite('connectors.managedZones.delete'),
  'v1.global.managedZones.get': adminRead('connectors.managedZones.get'),
  'v1.global.managedZones.list': adminRead('connectors.managedZones.list'),
  'v1.global.managedZones.patch': adminWrite('connectors.managedZones.update'),

  'v1.customConnectors.validateCustomConnectorSpec': adminRead('connectors.customConnectors.create'),
  'v1.customConnectors.customConnectorVersions.delete': adminWrite('connectors.customConnectorVersions.delete'),
  'v1.customConnectors.customConnectorVersions.deprecate': adminWrite('connectors.customConnectorVersions.update'),
  'v1.customConnectors.customConnectorVersions.publish': adminWrite('connectors.customConnectorVersions.update'),
  'v1.customConnectors.customConnectorVersions.withdraw': adminWrite('connectors.customConnectorVersions.update'),
  'v1.global.customConnectors.create': adminWrite('connectors.customConnectors.create'),
  'v1.global.customConnectors.delete': adminWrite('connectors.customConnectors.delete'),
  'v1.global.customConnectors.get': adminRead('connectors.customConnectors.get'),
  'v1.global.customConnectors.list': adminRead('connectors.customConnectors.list'),
  'v1.global.customConnectors.patch': adminWrite('connectors.customConnectors.update'),
  'v1.global.customConnectors.customConnectorVersions.create': adminWrite('connectors.customConnectorVersions.create'),
  'v1.global.customConnectors.customConnectorVersions.get': adminRead('connectors.customConnectorVersions.get'),
  'v1.global.customConnectors.customConnectorVersions.list': adminRead('connectors.customConnectorVersions.list'),

  'v2.connections.checkReadiness': adminRead('connectors.entityTypes.list'),
  'v2.connections.checkStatus': adminRead('connectors.entityTypes.list'),
  'v2.connections.exchangeAuthCode': adminWrite('connectors.connections.update'),
  'v2.connections.refreshAccessToken': adminWrite('connectors.connections.update'),
  'v2.connections.executeSqlQuery': dataWrite('connectors.connections.executeSqlQuery'),
  // It runs the action ExecuteRequest.
  'v2.connections.executeHttpRequest': dataWrite('connectors.actions.execute'),
  'v2.connections.generateConnectionToolspecOverride': adminRead('connectors.actions.list'),
  'v2.connections.listCustomToolNames': adminRead('connectors.actions.list'),

  'v2.connections.entityTypes.list': adminRead('connectors.entityTypes.list'),
  'v2.connections.entityTypes.get': adminRead('connectors.entityTypes.list'),
  'v2.connections.entityTypes.entities.list': adminRead('connectors.entities.list'),
  'v2.connections.entityTypes.entities.get': dataRead('connectors.entities.get'),
  'v2.connections.entityTypes.entities.create': dataWrite('connectors.entities.create'),
  'v2.connections.entityTypes.entities.patch': dataWrite('connectors.entities.update'),
  'v2.connections.entityTypes.entities.delete': dataWrite('connectors.entities.delete'),
  'v2.connections.entityTypes.entities.updateEntitiesWithConditions': dataWrite(
    'connectors.entities.updateEntitiesWithConditions',
  ),
  'v2.connections.entityTypes.entities.deleteEntitiesWithConditions': dataWrite(
    'connectors.entities.deleteEntitiesWithConditions',
  ),
  'v2.connections.actions.list': adminRead('connectors.actions.list'),
  'v2.connections.actions.get': adminRead('connectors.actions.list'),
  'v2.connections.actions.execute': dataWrite('connectors.actions.execute'),
  'v2.connections.tools': adminRead('connectors.actions.list'),
  'v2.connections.tools.list': adminRead('connectors.actions.list'),
  'v2.connections.tools.execute': dataWrite('byBody'),
  'v2.connections.resources.list': adminRead('connectors.entityTypes.list'),
  'v2.connections.resources.get': adminRead('connectors.entityTypes.list'),
  'v2.connections.resources.getResourcePost': adminRead('connectors.entityTypes.list'),
  'v2.integrations.executeConnection': dataWrite('byBody'),
};

/** What it takes to execute an action, by whichever method. */
export const ACTION_PERMISSION: Permission = 'connectors.actions.execute';

const OPERATION_ACCESS: Readonly<Record<Operation, { readonly permission: Permission; readonly audit: AuditType }>> = {
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
 * The permission for an operation, for the methods that carry out whichever their body names.
 *
 * @param hasConditions whether entities are named by conditions rather than by their key, which Google tells apart for writes
 */
export function permissionOfOperation(operation: Operation, hasConditions = false): Permission {
  return (hasConditions && WITH_CONDITIONS[operation]) || OPERATION_ACCESS[operation].permission;
}

/** How an operation is logged, by whichever method. */
export function auditOfOperation(operation: Operation): AuditType {
  return OPERATION_ACCESS[operation].audit;
}

/** Whether calls of this kind are kept in the audit log also when they are carried out. */
export function isAuditedWrite(audit: AuditType): boolean {
  return audit === 'ADMIN_WRITE' || audit === 'DATA_WRITE';
}
