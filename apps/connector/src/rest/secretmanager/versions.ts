import { crc32c } from '../../secrets/crc32c.js';
import { formatSecretVersionName } from '../../secrets/secret-names.js';
import type { VaultVersion } from '../../secrets/vault/model.js';
import { readPayload } from './payload.js';
import { etagOf, secretName, VAULT_PAGE, vaultPage, versionName } from './request.js';
import { defineVaultMethod } from './vault-method.js';

export const addVersion = defineVaultMethod({
  id: 'secrets.addVersion',
  permission: 'secretmanager.versions.add',
  audit: 'ADMIN_WRITE',
  body: ['payload'],
  async handle(vault, { path, body }) {
    const { data, hasChecksum } = readPayload(body.payload);
    return toResource(await vault.addVersion(secretName(path), data, { hasChecksum }));
  },
});

export const list = defineVaultMethod({
  id: 'secrets.versions.list',
  permission: 'secretmanager.versions.list',
  audit: 'ADMIN_READ',
  parameters: VAULT_PAGE,
  async handle(vault, { path, query }) {
    const { items, ...page } = await vault.listVersions(secretName(path), vaultPage(query));
    return { ...(items.length > 0 && { versions: items.map(toResource) }), ...page };
  },
});

export const get = defineVaultMethod({
  id: 'secrets.versions.get',
  permission: 'secretmanager.versions.get',
  audit: 'ADMIN_READ',
  handle: async (vault, { path }) => toResource(await vault.getVersion(versionName(path))),
});

/** The only method that returns a secret value. */
export const access = defineVaultMethod({
  id: 'secrets.versions.access',
  permission: 'secretmanager.versions.access',
  audit: 'DATA_READ',
  async handle(vault, { path }) {
    const { version, payload } = await vault.accessVersion(versionName(path));
    return {
      name: formatSecretVersionName(version),
      payload: { data: payload.toString('base64'), dataCrc32c: String(crc32c(payload)) },
    };
  },
});

export const enable = defineVaultMethod({
  id: 'secrets.versions.enable',
  permission: 'secretmanager.versions.enable',
  audit: 'ADMIN_WRITE',
  body: ['etag'],
  handle: async (vault, { path, body }) =>
    toResource(await vault.enableVersion(versionName(path), { etag: etagOf(body.etag) })),
});

export const disable = defineVaultMethod({
  id: 'secrets.versions.disable',
  permission: 'secretmanager.versions.disable',
  audit: 'ADMIN_WRITE',
  body: ['etag'],
  handle: async (vault, { path, body }) =>
    toResource(await vault.disableVersion(versionName(path), { etag: etagOf(body.etag) })),
});

export const destroy = defineVaultMethod({
  id: 'secrets.versions.destroy',
  permission: 'secretmanager.versions.destroy',
  audit: 'ADMIN_WRITE',
  body: ['etag'],
  handle: async (vault, { path, body }) =>
    toResource(await vault.destroyVersion(versionName(path), { etag: etagOf(body.etag) })),
});

function toResource(version: VaultVersion) {
  const { createTime, destroyTime, state, hasChecksum, etag } = version;
  return {
    name: formatSecretVersionName(version),
    createTime,
    ...(destroyTime !== undefined && { destroyTime }),
    state,
    replicationStatus: { automatic: {} },
    etag,
    ...(hasChecksum && { clientSpecifiedPayloadChecksum: true }),
  };
}
