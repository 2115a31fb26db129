import { isRecord } from '../violations/json-shape.js';
import { secretVersionViolation } from '../names/resource-names.js';

/** A place of a connection that refers to a secret. */
export interface SecretReference {
  /** Path of the field, as in `configVariables[0].secretValue.secretVersion`. */
  readonly field: string;
  /** Name of the secret version, `projects/{project}/secrets/{secret}/versions/{version}`. */
  readonly secretVersion: string;
}

/**
 * Every secret that a connection refers to, whether or not it uses it now. Of one that is not valid: those references that can
 * be read.
 */
export function secretReferences(connection: unknown): SecretReference[] {
  const { authConfig, configVariables } = toRecord(connection);
  const { userPassword, additionalVariables } = toRecord(authConfig);
  return [
    ...toReferences('authConfig.userPassword.password', toRecord(userPassword)['password']),
    ...ofVariables('authConfig.additionalVariables', additionalVariables),
    ...ofVariables('configVariables', configVariables),
  ];
}

function ofVariables(list: string, variables: unknown): SecretReference[] {
  const items: readonly unknown[] = Array.isArray(variables) ? variables : [];
  return items.flatMap((variable, index) =>
    toReferences(`${list}[${index}].secretValue`, toRecord(variable)['secretValue']),
  );
}

function toReferences(field: string, secret: unknown): SecretReference[] {
  const { secretVersion } = toRecord(secret);
  const isReference = typeof secretVersion === 'string' && secretVersionViolation(secretVersion) === undefined;
  return isReference ? [{ field: `${field}.secretVersion`, secretVersion }] : [];
}

function toRecord(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}
