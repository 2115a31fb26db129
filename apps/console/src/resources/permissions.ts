import { queryOptions, useQuery } from '@tanstack/react-query';
import { request } from '../api/http.ts';
import { type ConnectionPlace, nameOf } from './connection.ts';

/** What the console offers or hides. Nothing is offered that the server would refuse. */
const OF_CONNECTION = [
  'connectors.actions.execute',
  'connectors.actions.list',
  'connectors.connections.delete',
  'connectors.connections.executeSqlQuery',
  'connectors.connections.get',
  'connectors.connections.getIamPolicy',
  'connectors.connections.setIamPolicy',
  'connectors.connections.update',
  'connectors.entities.create',
  'connectors.entities.delete',
  'connectors.entities.get',
  'connectors.entities.list',
  'connectors.entities.update',
  'connectors.entities.deleteEntitiesWithConditions',
  'connectors.entities.updateEntitiesWithConditions',
  'connectors.entityTypes.list',
] as const;

const OF_PROJECT = [
  'connectors.auditRecords.list',
  'connectors.connections.create',
  'connectors.connections.list',
  'resourcemanager.projects.getIamPolicy',
  'resourcemanager.projects.setIamPolicy',
  'secretmanager.secrets.create',
  'secretmanager.secrets.list',
  'secretmanager.versions.add',
  'secretmanager.versions.destroy',
  'secretmanager.versions.disable',
  'secretmanager.versions.enable',
  'secretmanager.versions.list',
] as const;

export type ConnectionPermission = (typeof OF_CONNECTION)[number];
export type ProjectPermission = (typeof OF_PROJECT)[number];

const REFRESH_MS = 60_000;

function permissionsQuery(resource: string, path: string, asked: readonly string[]) {
  return queryOptions({
    queryKey: ['permissions', resource],
    staleTime: REFRESH_MS,
    queryFn: async ({ signal }) => {
      const body = { permissions: asked };
      const { permissions = [] } = await request<{ permissions?: string[] }>({ method: 'POST', path, body, signal });
      return new Set(permissions);
    },
  });
}

/** What a caller may do. While that is unknown, nothing is offered, and nothing is refused either. */
export interface Permissions<Permission extends string> {
  (permission: Permission): boolean;
  readonly isKnown: boolean;
}

function toPermissions<Permission extends string>(granted: ReadonlySet<string> | undefined): Permissions<Permission> {
  return Object.assign((permission: Permission) => granted?.has(permission) ?? false, {
    isKnown: granted !== undefined,
  });
}

/** The permissions of the caller on a connection. */
export function useMay(place: ConnectionPlace): Permissions<ConnectionPermission> {
  const name = nameOf(place);
  const asked = permissionsQuery(name, `/v1/${name}:testIamPermissions`, OF_CONNECTION);
  return toPermissions(useQuery({ ...asked, enabled: place.connection !== '' }).data);
}

/** The permissions of the caller on a project. */
export function useMayInProject(project: string): Permissions<ProjectPermission> {
  const path = `/cloudresourcemanager/v1/projects/${project}:testIamPermissions`;
  return toPermissions(useQuery(permissionsQuery(`projects/${project}`, path, OF_PROJECT)).data);
}
