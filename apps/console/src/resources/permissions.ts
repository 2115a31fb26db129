import { queryOptions, useQuery } from '@tanstack/react-query';
import { request } from '../api/http.ts';
import { type ConnectionPlace, nameOf } from './connection.ts';

/** What the console offers or hides. Nothing is offered that the server would refuse. */
const OF_CONNECTION = [
  'connectors.actions.execute',
  'connectors.actions.list',
  'connectors.connections.delete',
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

/** Whether the caller has a permission on a connection. While that is unknown, nothing is offered. */
export function useMay(place: ConnectionPlace): (permission: ConnectionPermission) => boolean {
  const name = nameOf(place);
  const { data } = useQuery(permissionsQuery(name, `/v1/${name}:testIamPermissions`, OF_CONNECTION));
  return (permission) => data?.has(permission) ?? false;
}

/** Whether the caller has a permission on a project. */
export function useMayInProject(project: string): (permission: ProjectPermission) => boolean {
  const path = `/cloudresourcemanager/v1/projects/${project}:testIamPermissions`;
  const { data } = useQuery(permissionsQuery(`projects/${project}`, path, OF_PROJECT));
  return (permission) => data?.has(permission) ?? false;
}
