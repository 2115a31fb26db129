import { crc32c } from '../../secrets/crc32c.js';
import { formatSecretVersionName } from '../../secrets/secret-names.js';
import type { Vault, VaultVersion } from '../../secrets/vault/vault.js';
import { checkMembers, type RestRequest } from '../request.js';
import { etagOf, secretName, vaultPage, versionName } from './parameters.js';
import { readPayload } from './payload.js';

/** `projects.secrets.addVersion` */
export async function addVersion(vault: Vault, request: RestRequest) {
  checkMembers(request.body, ['payload']);
  const { data, hasChecksum } = readPayload(request.body.payload);
  return toResource(await vault.addVersion(secretName(request), data, { hasChecksum }));
}

/** `projects.secrets.versions.list` */
export async function listVersions(vault: Vault, request: RestRequest) {
  const { items, ...page } = await vault.listVersions(secretName(request), vaultPage(request));
  return { ...(items.length > 0 && { versions: items.map(toResource) }), ...page };
}

/** `projects.secrets.versions.get` */
export async function getVersion(vault: Vault, request: RestRequest) {
  return toResource(await vault.getVersion(versionName(request)));
}

/** `projects.secrets.versions.access`: the only method that answers a value. */
export async function accessVersion(vault: Vault, request: RestRequest) {
  const { version, payload } = await vault.accessVersion(versionName(request));
  return {
    name: formatSecretVersionName(version),
    payload: { data: payload.toString('base64'), dataCrc32c: String(crc32c(payload)) },
  };
}

/** `projects.secrets.versions.enable` */
export async function enableVersion(vault: Vault, request: RestRequest) {
  return toResource(await vault.enableVersion(versionName(request), readCondition(request)));
}

/** `projects.secrets.versions.disable` */
export async function disableVersion(vault: Vault, request: RestRequest) {
  return toResource(await vault.disableVersion(versionName(request), readCondition(request)));
}

/** `projects.secrets.versions.destroy` */
export async function destroyVersion(vault: Vault, request: RestRequest) {
  return toResource(await vault.destroyVersion(versionName(request), readCondition(request)));
}

function readCondition({ body }: RestRequest) {
  checkMembers(body, ['etag']);
  return { etag: etagOf(body.etag) };
}

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
