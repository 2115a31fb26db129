import { isConnectionError, parseSecretVersionName, type SecretVersionName } from '@twilio-connector/connection';
import { vaultError } from './errors.js';

/** The parts of `projects/{project}/secrets/{secret}`. */
export interface SecretName {
  readonly project: string;
  readonly secret: string;
}

/** Joins the parts without checking them. */
export function formatSecretName({ project, secret }: SecretName): string {
  return `projects/${project}/secrets/${secret}`;
}

/** The inverse of `parseSecretVersionName`. Joins the parts without checking them. */
export function formatSecretVersionName(name: SecretName & { readonly version: string | number }): string {
  return `${formatSecretName(name)}/versions/${name.version}`;
}

/** Whether the parts follow Google's rules. A valid part contains no slash and does not lead out of a folder. */
export function isSecretVersionName(name: SecretVersionName): boolean {
  try {
    parseSecretVersionName(formatSecretVersionName(name));
    return true;
  } catch (error) {
    if (isConnectionError(error)) return false;
    throw error;
  }
}

/** @throws ConnectorError INVALID_ARGUMENT. It does not repeat the name, which may be a secret value in the wrong place. */
export function checkSecretName({ project, secret }: SecretName): void {
  checkProject(project);
  if (isSecretVersionName({ project, secret, version: '1' })) return;
  throw vaultError(
    'INVALID_SECRET_NAME',
    `The secret id (${secret.length} characters) is invalid. Use 1 to 255 letters, digits, hyphens and underscores.`,
  );
}

/** @throws ConnectorError INVALID_ARGUMENT */
export function checkProject(project: string): void {
  if (isSecretVersionName({ project, secret: 'any', version: '1' })) return;
  throw vaultError(
    'INVALID_SECRET_NAME',
    'The project id is invalid. Use lower-case letters, digits and hyphens, or a project number.',
  );
}
