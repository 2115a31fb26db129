import { queryOptions } from '@tanstack/react-query';
import { request } from '../api/http.ts';

/** A secret of the vault. Its value can be set, and never read here. */
export interface Secret {
  /** `projects/p/secrets/s` */
  readonly name: string;
  readonly createTime?: string;
  readonly labels?: Readonly<Record<string, string>>;
}

export interface SecretVersion {
  /** `projects/p/secrets/s/versions/3` */
  readonly name: string;
  readonly createTime?: string;
  readonly destroyTime?: string;
  readonly state?: 'ENABLED' | 'DISABLED' | 'DESTROYED';
}

const API = '/secretmanager/v1';

export const lastPart = (name: string): string => name.slice(name.lastIndexOf('/') + 1);

export const secretsQuery = (project: string) =>
  queryOptions({
    queryKey: ['secrets', project],
    queryFn: async ({ signal }) => {
      const path = `${API}/projects/${project}/secrets`;
      const { secrets = [] } = await request<{ secrets?: Secret[] }>({ path, query: { pageSize: 1000 }, signal });
      return secrets;
    },
  });

export const secretVersionsQuery = (name: string) =>
  queryOptions({
    queryKey: ['secretVersions', name],
    queryFn: async ({ signal }) => {
      const path = `${API}/${name}/versions`;
      const { versions = [] } = await request<{ versions?: SecretVersion[] }>({
        path,
        query: { pageSize: 1000 },
        signal,
      });
      return versions;
    },
  });

/** Base64 of the UTF-8 bytes. */
function toBase64(value: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(value)));
}

export async function addVersion(name: string, value: string): Promise<SecretVersion> {
  return request({ method: 'POST', path: `${API}/${name}:addVersion`, body: { payload: { data: toBase64(value) } } });
}

/** Creates a secret with its first version. */
export async function createSecret(project: string, id: string, value: string): Promise<SecretVersion> {
  const body = { replication: { automatic: {} } };
  const secret = await request<Secret>({
    method: 'POST',
    path: `${API}/projects/${project}/secrets`,
    query: { secretId: id },
    body,
  });
  return addVersion(secret.name, value);
}

export type VersionChange = 'enable' | 'disable' | 'destroy';

export async function changeVersion(name: string, change: VersionChange): Promise<SecretVersion> {
  return request({ method: 'POST', path: `${API}/${name}:${change}`, body: {} });
}
