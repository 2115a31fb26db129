import { secretVersionProblem } from '../names/resource-names.js';
import { isRecord } from '../violations/json-shape.js';

/** A field of a connection that refers to a secret. */
export interface SecretReference {
  /** Path of the field, as in `configVariables[0].secretValue.secretVersion`. */
  readonly field: string;
  /** Name of the secret version, `projects/{project}/secrets/{secret}/versions/{version}`. */
  readonly secretVersion: string;
}

const SSL_SECRETS = ['privateServerCertificate', 'clientCertificate', 'clientPrivateKey', 'clientPrivateKeyPass'];

/**
 * Every secret that a connection refers to, including secrets that it does not use at present. For an invalid connection,
 * only the well-formed references.
 */
export function secretReferences(connection: unknown): SecretReference[] {
  const { authConfig, configVariables, sslConfig } = toRecord(connection);
  const ssl = toRecord(sslConfig);
  const { userPassword, additionalVariables } = toRecord(authConfig);
  return [
    ...toReferences('authConfig.userPassword.password', toRecord(userPassword)['password']),
    ...referencesOfVariables('authConfig.additionalVariables', additionalVariables),
    ...referencesOfVariables('configVariables', configVariables),
    ...SSL_SECRETS.flatMap((field) => toReferences(`sslConfig.${field}`, ssl[field])),
    ...referencesOfVariables('sslConfig.additionalVariables', ssl['additionalVariables']),
  ];
}

function referencesOfVariables(list: string, variables: unknown): SecretReference[] {
  const items: readonly unknown[] = Array.isArray(variables) ? variables : [];
  return items.flatMap((variable, index) =>
    toReferences(`${list}[${index}].secretValue`, toRecord(variable)['secretValue']),
  );
}

function toReferences(field: string, secret: unknown): SecretReference[] {
  const { secretVersion } = toRecord(secret);
  const isReference = typeof secretVersion === 'string' && secretVersionProblem(secretVersion) === undefined;
  return isReference ? [{ field: `${field}.secretVersion`, secretVersion }] : [];
}

function toRecord(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}
