import { type QueryClient, queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { ApiError } from '../api/api-error.ts';
import { request } from '../api/http.ts';

/** The caller, as `GET /admin/v1/me` returns it. */
export interface Me {
  readonly member: string;
  readonly isAdministrator?: boolean;
  readonly expireTime?: string;
  /** Every role of the server with its permissions. */
  readonly roles?: readonly { readonly name: string; readonly permissions: readonly string[] }[];
  readonly version?: string;
  /** Where the simulated Twilio of this server listens, if it has one. */
  readonly simulatorUrl?: string;
}

/** The projects that the caller has a role in, or all of them for the administrator. */
export const projectsQuery = queryOptions({
  queryKey: ['projects'],
  staleTime: 60_000,
  queryFn: async ({ signal }) => {
    const path = '/cloudresourcemanager/v1/projects';
    const { projects = [] } = await request<{ projects?: { projectId: string }[] }>({
      path,
      query: { pageSize: 200 },
      signal,
    });
    return projects.map(({ projectId }) => projectId);
  },
});

/** Null if nobody is signed in. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  staleTime: Infinity,
  queryFn: async ({ client }): Promise<Me | null> => {
    const { signedIn } = await request<{ signedIn?: boolean }>({ path: '/console/session' });
    if (!signedIn) return null;
    // Every view needs both, so neither waits for the other.
    void client.prefetchQuery(projectsQuery);
    return request<Me>({ path: '/admin/v1/me' });
  },
});

/** The caller. Below the sign-in page only, where there is one. */
export function useMe(): Me {
  const { data } = useSuspenseQuery(sessionQuery);
  if (!data) throw new ApiError(401, {});
  return data;
}

/** Exchanges a token or the one-time code of the first link for a session cookie, which scripts cannot read. */
export async function signIn(credential: { readonly token: string } | { readonly code: string }): Promise<void> {
  const isToken = 'token' in credential;
  const response = await fetch('/console/session', {
    method: 'POST',
    credentials: 'same-origin',
    headers: isToken ? { Authorization: `Bearer ${credential.token}` } : { 'Content-Type': 'application/json' },
    ...(!isToken && { body: JSON.stringify({ code: credential.code }) }),
  });
  if (!response.ok) throw new ApiError(response.status, (await response.json().catch(() => ({}))) as object);
}

/** Shows the sign-in page. What the caller could see must not outlive the session. */
export function endSession(client: QueryClient): void {
  client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionQuery.queryKey[0] });
  client.setQueryData(sessionQuery.queryKey, null);
}

export async function signOut(): Promise<void> {
  await request({ method: 'DELETE', path: '/console/session' });
}
