import type { Connection } from '../resources/connection.ts';

/** A place where a connection names a version of a secret. */
export interface SecretUse {
  readonly connection: Connection;
  /** `password`, or the key of a variable. */
  readonly field: string;
  readonly version: string;
}

/** Where connections name a secret. */
export function usesOf(secret: string, connections: readonly Connection[]): readonly SecretUse[] {
  return connections.flatMap((connection) => {
    const { authConfig, configVariables = [], sslConfig } = connection;
    const variables = [
      ...(authConfig?.additionalVariables ?? []),
      ...configVariables,
      ...(sslConfig?.additionalVariables ?? []),
    ];
    const named = [
      ['password', authConfig?.userPassword?.password?.secretVersion] as const,
      ...variables.map(({ key, secretValue }) => [key, secretValue?.secretVersion] as const),
    ];
    return named.flatMap(([field, version]) =>
      version?.startsWith(`${secret}/versions/`) ? [{ connection, field, version }] : [],
    );
  });
}
