import type { Permission } from './permissions.js';

/** A set of permissions that policies grant. */
export interface Role {
  readonly permissions: readonly Permission[];
  /** The permission on a resource that is required to grant or revoke the role there. */
  readonly grantedBy: Permission;
  /** Whether the role can be granted on a single connection, and not only on projects. */
  readonly isForConnections: boolean;
}

const PROJECT_READS = ['resourcemanager.projects.get', 'resourcemanager.projects.list'] as const;

// Not in Google's roles: there, the policy of a project belongs to another API. See docs/decisions.
const PROJECT_POLICY = ['resourcemanager.projects.getIamPolicy', 'resourcemanager.projects.setIamPolicy'] as const;

const VIEWS = [
  'connectors.connections.get',
  'connectors.connections.getConnectionSchemaMetadata',
  'connectors.connections.getIamPolicy',
  'connectors.connections.getRuntimeActionSchema',
  'connectors.connections.getRuntimeEntitySchema',
  'connectors.connections.list',
  'connectors.connectors.get',
  'connectors.connectors.list',
  'connectors.customConnectorVersions.get',
  'connectors.customConnectorVersions.list',
  'connectors.customConnectors.get',
  'connectors.customConnectors.list',
  'connectors.endUserAuthentications.get',
  'connectors.endUserAuthentications.list',
  'connectors.endpointAttachments.get',
  'connectors.endpointAttachments.list',
  'connectors.eventSubscriptions.get',
  'connectors.eventSubscriptions.list',
  'connectors.eventtypes.get',
  'connectors.eventtypes.list',
  'connectors.locations.get',
  'connectors.locations.list',
  'connectors.managedZones.get',
  'connectors.managedZones.list',
  'connectors.operations.get',
  'connectors.operations.list',
  'connectors.providers.get',
  'connectors.providers.getIamPolicy',
  'connectors.providers.list',
  'connectors.regionalSettings.get',
  'connectors.runtimeconfig.get',
  'connectors.settings.get',
  'connectors.versions.get',
  'connectors.versions.list',
] as const satisfies readonly Permission[];

const INVOCATIONS = [
  'connectors.actions.execute',
  'connectors.actions.list',
  'connectors.connections.executeSqlQuery',
  'connectors.entities.create',
  'connectors.entities.delete',
  'connectors.entities.deleteEntitiesWithConditions',
  'connectors.entities.get',
  'connectors.entities.list',
  'connectors.entities.update',
  'connectors.entities.updateEntitiesWithConditions',
  'connectors.entityTypes.list',
] as const satisfies readonly Permission[];

const CHANGES = [
  // Not a Google permission: reads the audit log of a project.
  'connectors.auditRecords.list',
  'connectors.connections.create',
  'connectors.connections.delete',
  'connectors.connections.listenEvent',
  'connectors.connections.setIamPolicy',
  'connectors.connections.update',
  'connectors.customConnectorVersions.create',
  'connectors.customConnectorVersions.delete',
  'connectors.customConnectorVersions.update',
  'connectors.customConnectors.create',
  'connectors.customConnectors.delete',
  'connectors.customConnectors.update',
  'connectors.endUserAuthentications.create',
  'connectors.endUserAuthentications.delete',
  'connectors.endUserAuthentications.update',
  'connectors.endpointAttachments.create',
  'connectors.endpointAttachments.delete',
  'connectors.endpointAttachments.update',
  'connectors.eventSubscriptions.create',
  'connectors.eventSubscriptions.delete',
  'connectors.eventSubscriptions.update',
  'connectors.managedZones.create',
  'connectors.managedZones.delete',
  'connectors.managedZones.update',
  'connectors.operations.cancel',
  'connectors.operations.delete',
  'connectors.providers.setIamPolicy',
  'connectors.regionalSettings.update',
  'connectors.schemaMetadata.refresh',
  'connectors.settings.update',
  'secretmanager.secrets.getIamPolicy',
] as const satisfies readonly Permission[];

const SECRET_VIEWS = [
  'secretmanager.locations.get',
  'secretmanager.locations.list',
  'secretmanager.secrets.get',
  'secretmanager.secrets.getIamPolicy',
  'secretmanager.secrets.list',
  'secretmanager.versions.get',
  'secretmanager.versions.list',
] as const satisfies readonly Permission[];

const SECRET_CHANGES = [
  'secretmanager.secrets.create',
  'secretmanager.secrets.delete',
  'secretmanager.secrets.setIamPolicy',
  'secretmanager.secrets.update',
  'secretmanager.versions.access',
  'secretmanager.versions.add',
  'secretmanager.versions.destroy',
  'secretmanager.versions.disable',
  'secretmanager.versions.enable',
] as const satisfies readonly Permission[];

const ofConnectors = (...permissions: readonly Permission[]): Role => ({
  permissions,
  grantedBy: 'connectors.connections.setIamPolicy',
  isForConnections: true,
});
const ofSecrets = (...permissions: readonly Permission[]): Role => ({
  permissions,
  grantedBy: 'secretmanager.secrets.setIamPolicy',
  isForConnections: false,
});

/**
 * Every role that a policy may contain, with Google's permissions
 * (https://cloud.google.com/iam/docs/roles-permissions/connectors, https://cloud.google.com/iam/docs/roles-permissions/secretmanager).
 */
export const ROLES = {
  'roles/connectors.admin': ofConnectors(...PROJECT_READS, ...PROJECT_POLICY, ...VIEWS, ...INVOCATIONS, ...CHANGES),
  'roles/connectors.viewer': ofConnectors(...PROJECT_READS, ...VIEWS),
  'roles/connectors.invoker': ofConnectors(...INVOCATIONS),
  'roles/secretmanager.admin': ofSecrets(...PROJECT_READS, ...PROJECT_POLICY, ...SECRET_VIEWS, ...SECRET_CHANGES),
  'roles/secretmanager.viewer': ofSecrets(...PROJECT_READS, ...SECRET_VIEWS),
  'roles/secretmanager.secretAccessor': ofSecrets(...PROJECT_READS, 'secretmanager.versions.access'),
} as const satisfies Readonly<Record<string, Role>>;

/** `roles/connectors.admin` */
export type RoleName = keyof typeof ROLES;

export function isRoleName(name: string): name is RoleName {
  return Object.hasOwn(ROLES, name);
}

/** The roles that include a permission. */
export function rolesWith(permission: Permission): readonly RoleName[] {
  return Object.keys(ROLES)
    .filter(isRoleName)
    .filter((name) => ROLES[name].permissions.includes(permission));
}
