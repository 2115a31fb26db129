import type { Vault } from '../../secrets/vault/vault.js';
import { ConnectorError } from '../../errors.js';
import type { RestRequest } from '../request.js';
import { refusing } from './refusals.js';
import { createSecret, deleteSecret, getSecret, listSecrets } from './secrets.js';
import {
  accessVersion,
  addVersion,
  destroyVersion,
  disableVersion,
  enableVersion,
  getVersion,
  listVersions,
} from './versions.js';

/** Answers one method of Secret Manager: what it resolves to is the body. */
type SecretManagerHandler = (vault: Vault, request: RestRequest) => Promise<unknown>;

const BUILT: Readonly<Record<string, SecretManagerHandler>> = {
  'secretmanager.projects.secrets.create': createSecret,
  'secretmanager.projects.secrets.list': listSecrets,
  'secretmanager.projects.secrets.get': getSecret,
  'secretmanager.projects.secrets.delete': deleteSecret,
  'secretmanager.projects.secrets.addVersion': addVersion,
  'secretmanager.projects.secrets.versions.list': listVersions,
  'secretmanager.projects.secrets.versions.get': getVersion,
  'secretmanager.projects.secrets.versions.access': accessVersion,
  'secretmanager.projects.secrets.versions.enable': enableVersion,
  'secretmanager.projects.secrets.versions.disable': disableVersion,
  'secretmanager.projects.secrets.versions.destroy': destroyVersion,
};

/**
 * Answers a method of `SECRET_MANAGER_METHODS`. Not built, and 501: `patch` (labels are given at creation); IAM policies of
 * one secret (roles are granted on the project); regional secrets (`locations/`). Of a secret, refused by name:
 * replication other than automatic, customer-managed encryption, expiry (`expireTime`, `ttl`), `rotation`, `topics`,
 * `versionAliases`, `versionDestroyTtl`, `annotations`, `tags`, `secretType`; of a list, `filter`.
 *
 * @throws ConnectorError
 */
export function answerSecretManager(methodId: string, vault: Vault, request: RestRequest): Promise<unknown> {
  const handler = Object.hasOwn(BUILT, methodId) ? BUILT[methodId] : undefined;
  if (handler) return refusing(() => handler(vault, request));
  const message = methodId.includes('.locations.')
    ? 'The vault has no regions: leave locations/ and the region out of the name.'
    : `${methodId} is not built.${methodId.includes('Iam') ? ' Grant roles for secrets on their project.' : ''}`;
  throw new ConnectorError('UNIMPLEMENTED', message);
}
