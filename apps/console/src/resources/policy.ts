import { queryOptions } from '@tanstack/react-query';
import { request } from '../api/http.ts';

interface Binding {
  readonly role: string;
  readonly members: readonly string[];
}

export interface Policy {
  readonly version?: number;
  /** Refuses a change if the policy has changed since it was read. */
  readonly etag?: string;
  readonly bindings?: readonly Binding[];
}

/** The roles of the server, in its documentation's order. */
export const ROLES = [
  'roles/connectors.viewer',
  'roles/connectors.invoker',
  'roles/connectors.admin',
  'roles/secretmanager.viewer',
  'roles/secretmanager.secretAccessor',
  'roles/secretmanager.admin',
] as const;

/** Roles on secrets cannot be granted on a single connection. */
export const CONNECTION_ROLES = ROLES.filter((role) => role.startsWith('roles/connectors.'));

export const connectionPolicyQuery = (name: string) =>
  queryOptions({
    queryKey: ['policy', name],
    queryFn: ({ signal }) => request<Policy>({ path: `/v1/${name}:getIamPolicy`, signal }),
  });

export const projectPolicyQuery = (project: string) =>
  queryOptions({
    queryKey: ['policy', `projects/${project}`],
    queryFn: ({ signal }) =>
      request<Policy>({
        method: 'POST',
        path: `/cloudresourcemanager/v1/projects/${project}:getIamPolicy`,
        body: {},
        signal,
      }),
  });

/** A policy with a member added to a role, or removed from it. */
export function withMember(
  { bindings = [], ...policy }: Policy,
  role: string,
  change: { readonly add?: string; readonly remove?: string },
): Policy {
  const { add, remove } = change;
  const members = bindings.find((binding) => binding.role === role)?.members ?? [];
  const next = [...new Set([...members.filter((member) => member !== remove), ...(add ? [add] : [])])];
  const others = bindings.filter((binding) => binding.role !== role);
  return { ...policy, bindings: next.length > 0 ? [...others, { role, members: next }] : others };
}

export function setConnectionPolicy(name: string, policy: Policy): Promise<Policy> {
  return request({ method: 'POST', path: `/v1/${name}:setIamPolicy`, body: { policy } });
}
