import { ConnectorError, invalidParameter } from '../../errors.js';
import { isRecord } from '../../json/values.js';
import { formatSecretName } from '../../secrets/secret-names.js';
import type { VaultSecret } from '../../secrets/vault/model.js';
import { checkMembers } from '../body.js';
import { requiredText, text } from '../parameters.js';
import { secretName, VAULT_PAGE, vaultPage } from './request.js';
import { defineVaultMethod } from './vault-method.js';

const MEMBERS = ['replication', 'labels'];
/** Members that the server sets. Clients may send them back unchanged, so they are accepted and ignored. */
const OUTPUT_ONLY = ['name', 'createTime', 'etag', 'policyMember'];
const UNSUPPORTED = [
  'annotations',
  'customerManagedEncryption',
  'expireTime',
  'rotation',
  'secretType',
  'tags',
  'topics',
  'ttl',
  'versionAliases',
  'versionDestroyTtl',
];

export const create = defineVaultMethod({
  id: 'secrets.create',
  permission: 'secretmanager.secrets.create',
  audit: 'ADMIN_WRITE',
  parameters: { secretId: requiredText('is required: the id of the new secret') },
  body: 'any',
  async handle(vault, { path, query, body }) {
    const unsupported = UNSUPPORTED.find((member) => Object.hasOwn(body, member));
    if (unsupported !== undefined) {
      throw new ConnectorError('UNIMPLEMENTED', `The member ${unsupported} of a secret is not supported. Omit it.`);
    }
    checkMembers(body, [...MEMBERS, ...OUTPUT_ONLY]);
    checkReplication(body.replication);
    const name = { project: path.projectsId ?? '', secret: query.secretId };
    return toResource(await vault.createSecret(name, readLabels(body.labels)));
  },
});

export const get = defineVaultMethod({
  id: 'secrets.get',
  permission: 'secretmanager.secrets.get',
  audit: 'ADMIN_READ',
  handle: async (vault, { path }) => toResource(await vault.getSecret(secretName(path))),
});

export const list = defineVaultMethod({
  id: 'secrets.list',
  permission: 'secretmanager.secrets.list',
  audit: 'ADMIN_READ',
  parameters: VAULT_PAGE,
  async handle(vault, { path, query }) {
    const { items, ...page } = await vault.listSecrets(path.projectsId ?? '', vaultPage(query));
    return { ...(items.length > 0 && { secrets: items.map(toResource) }), ...page };
  },
});

const deleteSecret = defineVaultMethod({
  id: 'secrets.delete',
  permission: 'secretmanager.secrets.delete',
  audit: 'ADMIN_WRITE',
  parameters: { etag: text() },
  async handle(vault, { path, query: { etag } }) {
    await vault.deleteSecret(secretName(path), { etag });
    return {};
  },
});
export { deleteSecret as delete };

function checkReplication(replication: unknown): void {
  if (!isRecord(replication)) throw invalidParameter('replication', 'is required; use {"automatic": {}}');
  const others = Object.keys(replication).filter((member) => member !== 'automatic');
  const { automatic } = replication;
  if (others.length === 0 && isRecord(automatic) && Object.keys(automatic).length === 0) return;
  throw new ConnectorError(
    'UNIMPLEMENTED',
    'Secrets are stored on this server only. Set replication to {"automatic": {}}.',
  );
}

function readLabels(labels: unknown): Readonly<Record<string, string>> {
  if (labels === undefined || labels === null) return {};
  if (!isRecord(labels) || Object.values(labels).some((value) => typeof value !== 'string')) {
    throw invalidParameter('labels', 'must be an object of strings');
  }
  return Object.fromEntries(Object.entries(labels).map(([key, value]) => [key, String(value)]));
}

function toResource(secret: VaultSecret) {
  const { labels, createTime, etag } = secret;
  return {
    name: formatSecretName(secret),
    replication: { automatic: {} },
    createTime,
    ...(Object.keys(labels).length > 0 && { labels }),
    etag,
  };
}
