import { isConnectionError, parseSecretVersionName, type SecretVersionName } from '@twilio-connector/connection';
import { VaultError } from './errors.js';

/** The parts of `projects/{project}/secrets/{secret}`. */
export interface SecretName {
  readonly project: string;
  readonly secret: string;
}

/** The inverse of parsing. The parts are taken as they are. */
export function formatSecretName({ project, secret }: SecretName): string {
  return `projects/${project}/secrets/${secret}`;
}

/** The inverse of `parseSecretVersionName`. The parts are taken as they are. */
export function formatSecretVersionName(name: SecretName & { readonly version: string | number }): string {
  return `${formatSecretName(name)}/versions/${name.version}`;
}

/** Whether the parts are such as Google allows; none of them then holds a slash, or is a step up in a folder. */
export function isSecretVersionName(name: SecretVersionName): boolean {
  try {
    parseSecretVersionName(formatSecretVersionName(name));
    return true;
  } catch (error) {
    if (isConnectionError(error)) return false;
    throw error;
  }
}

/** @throws VaultError INVALID_ARGUMENT; the parts, which may be a secret in the wrong place, are not repeated */
export function checkSecretName({ project, secret }: SecretName): void {
  checkProject(project);
  if (isSecretVersionName({ project, secret, version: '1' })) return;
  throw new VaultError(
    'INVALID_SECRET_NAME',
    `The id of the secret has ${secret.length} characters and cannot be one; give 1 to 255 letters, digits, hyphens and underscores.`,
  );
}

/** @throws VaultError INVALID_ARGUMENT */
export function checkProject(project: string): void {
  if (isSecretVersionName({ project, secret: 'any', version: '1' })) return;
  const rule = 'give lower-case letters, digits and hyphens, or a number';
  throw new VaultError('INVALID_SECRET_NAME', `The id of the project cannot be one; ${rule}.`);
}
