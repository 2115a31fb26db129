import { queryOptions } from '@tanstack/react-query';
import { request } from '../api/http.ts';

/** A place where a connection names a version of a secret. */
export interface SecretUse {
  /** `projects/p/secrets/s/versions/latest` */
  readonly secretVersion: string;
  /** `projects/p/locations/l/connections/c` */
  readonly connection: string;
  /** Such as `authConfig.userPassword.password.secretVersion`. */
  readonly field: string;
}

export interface SecretUses {
  readonly secretUses: readonly SecretUse[];
  /** Uses by connections that the caller may not see. */
  readonly hiddenUses: number;
}

export const secretUsesQuery = (project: string, secret: string) =>
  queryOptions({
    queryKey: ['secretUses', project, secret],
    queryFn: ({ signal }) =>
      request<SecretUses>({
        path: `/admin/v1/projects/${project}/secretUses`,
        query: { secret, pageSize: 1000 },
        signal,
      }),
  });
