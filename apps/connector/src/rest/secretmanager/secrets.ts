import { formatSecretName } from '../../secrets/secret-names.js';
import type { Vault, VaultSecret } from '../../secrets/vault/vault.js';
import { ConnectorError, invalidParameter } from '../../errors.js';
import { checkMembers, type RestRequest } from '../request.js';
import { etagOf, isObject, secretName, vaultPage } from './parameters.js';

const MEMBERS = ['replication', 'labels'];
/** Members that Google fills in; clients send back what they read. */
const OUTPUT_ONLY = ['name', 'createTime', 'etag', 'policyMember'];
const NOT_BUILT = [
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

/** `projects.secrets.create` */
export async function createSecret(vault: Vault, { params, query, body }: RestRequest) {
  const asked = NOT_BUILT.find((member) => Object.hasOwn(body, member));
  if (asked !== undefined) throw new ConnectorError('UNIMPLEMENTED', `Secrets have no ${asked} here; leave it out.`);
  checkMembers(body, [...MEMBERS, ...OUTPUT_ONLY]);
  checkReplication(body.replication);
  const secret = query.get('secretId');
  if (!secret) throw invalidParameter('secretId', 'is missing; give the id of the secret');
  return toResource(await vault.createSecret({ project: params.projectsId ?? '', secret }, toLabels(body.labels)));
}

/** `projects.secrets.get` */
export async function getSecret(vault: Vault, request: RestRequest) {
  return toResource(await vault.getSecret(secretName(request)));
}

/** `projects.secrets.list` */
export async function listSecrets(vault: Vault, request: RestRequest) {
  const { items, ...page } = await vault.listSecrets(request.params.projectsId ?? '', vaultPage(request));
  return { ...(items.length > 0 && { secrets: items.map(toResource) }), ...page };
}

/** `projects.secrets.delete` */
export async function deleteSecret(vault: Vault, request: RestRequest) {
  await vault.deleteSecret(secretName(request), { etag: etagOf(request.query.get('etag')) });
  return {};
}

function checkReplication(replication: unknown): void {
  if (!isObject(replication)) throw invalidParameter('replication', 'is missing; give {"automatic": {}}');
  const others = Object.keys(replication).filter((member) => member !== 'automatic');
  const { automatic } = replication;
  if (others.length === 0 && isObject(automatic) && Object.keys(automatic).length === 0) return;
  throw new ConnectorError(
    'UNIMPLEMENTED',
    'Secrets are kept on this server only: give replication as {"automatic": {}}.',
  );
}

function toLabels(labels: unknown): Readonly<Record<string, string>> {
  if (labels === undefined || labels === null) return {};
  if (!isObject(labels) || Object.values(labels).some((value) => typeof value !== 'string')) {
    throw invalidParameter('labels', 'must be an object of texts');
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
