import type { Connection } from './schema.js';

/** A place of a connection that refers to a secret. */
export interface SecretReference {
  /** Path of the field, as in `configVariables[0].secretValue.secretVersion`. */
  readonly field: string;
  /** Name of the secret version, `projects/{project}/secrets/{secret}/versions/{version}`. */
  readonly secretVersion: string;
}

/** Every secret that a connection refers to, whether or not it uses it now. */
export function secretReferences({ authConfig, configVariables }: Connection): SecretReference[] {
  const { secretVersion } = authConfig.userPassword.password;
  return [
    { field: 'authConfig.userPassword.password.secretVersion', secretVersion },
    ...ofVariables('authConfig.additionalVariables', authConfig.additionalVariables ?? []),
    ...ofVariables('configVariables', configVariables),
  ];
}

function ofVariables(list: string, variables: Connection['configVariables']): SecretReference[] {
  return variables.flatMap(({ secretValue }, index) =>
    secretValue ? [{ field: `${list}[${index}].secretValue.secretVersion`, ...secretValue }] : [],
  );
}
