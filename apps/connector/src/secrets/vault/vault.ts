import type { SecretVersionName } from '@twilio-connector/connection';
import type { Store } from '../../store/sqlite/open-store.js';
import type { Cipher } from '../cipher.js';
import type { Labels } from './labels.js';
import type { SecretName } from '../secret-names.js';
import { rotateKeys } from './rotation.js';
import { createSecret, deleteSecret, getSecret, listSecrets } from './secrets.js';
import { accessVersion, addVersion, getVersion, listVersions, setVersionState } from './versions.js';

/** What the vault stands on. */
export interface VaultOptions {
  readonly store: Store;
  readonly cipher: Cipher;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** A secret, without what it holds. */
export interface VaultSecret extends SecretName {
  readonly labels: Labels;
  /** ISO 8601, UTC. */
  readonly createTime: string;
  readonly etag: string;
}

/** What can be done with a version. A destroyed one stays destroyed. */
export type VaultVersionState = 'ENABLED' | 'DISABLED' | 'DESTROYED';

/** A version of a secret, without what it holds. */
export interface VaultVersion extends SecretName {
  /** From 1 up; no number is used twice in the life of a secret. */
  readonly version: number;
  readonly state: VaultVersionState;
  /** ISO 8601, UTC. */
  readonly createTime: string;
  readonly destroyTime: string | undefined;
  /** Whether a checksum came with the value. */
  readonly hasChecksum: boolean;
  readonly etag: string;
}

/** Which page of a list; newest first. */
export interface VaultPageRequest {
  readonly pageSize: number;
  /** Of the page before. */
  readonly pageToken?: string | undefined;
}

/** A page of a list. */
export interface VaultPage<T> {
  readonly items: readonly T[];
  /** Undefined on the last page. */
  readonly nextPageToken: string | undefined;
  /** Of all pages. */
  readonly totalSize: number;
}

/** Carries a change out only while the thing has this etag; without one, always. */
export interface IfUnchanged {
  readonly etag?: string | undefined;
}

/**
 * Secrets, encrypted, by the rules of Secret Manager (https://cloud.google.com/secret-manager/docs/reference/rest). Every
 * method throws a VaultError for what is refused, and a SecretError for a value that cannot be decrypted.
 */
export interface Vault {
  createSecret(name: SecretName, labels?: Labels): Promise<VaultSecret>;
  getSecret(name: SecretName): Promise<VaultSecret>;
  listSecrets(project: string, page: VaultPageRequest): Promise<VaultPage<VaultSecret>>;
  /** With all its versions, for good. */
  deleteSecret(name: SecretName, condition?: IfUnchanged): Promise<void>;
  /** @param payload 1 byte to 64 KiB */
  addVersion(
    name: SecretName,
    payload: Uint8Array,
    options?: { readonly hasChecksum?: boolean },
  ): Promise<VaultVersion>;
  /** @param name its version a number, or `latest`: the highest that is enabled */
  getVersion(name: SecretVersionName): Promise<VaultVersion>;
  listVersions(name: SecretName, page: VaultPageRequest): Promise<VaultPage<VaultVersion>>;
  /** The value. @param name as for `getVersion` */
  accessVersion(name: SecretVersionName): Promise<{ readonly version: VaultVersion; readonly payload: Buffer }>;
  /** @param name its version a number, as for the next two */
  enableVersion(name: SecretVersionName, condition?: IfUnchanged): Promise<VaultVersion>;
  disableVersion(name: SecretVersionName, condition?: IfUnchanged): Promise<VaultVersion>;
  /** Erases the value, also from the disk. */
  destroyVersion(name: SecretVersionName, condition?: IfUnchanged): Promise<VaultVersion>;
  /** Encrypts every value anew that another key than the current one encrypted: all of them, or none. */
  rotate(): Promise<{ readonly resealed: number }>;
}

/** Opens the vault of a store. */
export function createVault(options: VaultOptions): Vault {
  return {
    createSecret: (name, labels = {}) => createSecret(options, name, labels),
    getSecret: (name) => getSecret(options, name),
    listSecrets: (project, page) => listSecrets(options, project, page),
    deleteSecret: (name, condition = {}) => deleteSecret(options, name, condition),
    addVersion: (name, payload, { hasChecksum = false } = {}) => addVersion(options, name, { payload, hasChecksum }),
    getVersion: (name) => getVersion(options, name),
    listVersions: (name, page) => listVersions(options, name, page),
    accessVersion: (name) => accessVersion(options, name),
    enableVersion: (name, { etag } = {}) => setVersionState(options, name, { state: 'ENABLED', etag }),
    disableVersion: (name, { etag } = {}) => setVersionState(options, name, { state: 'DISABLED', etag }),
    destroyVersion: (name, { etag } = {}) => setVersionState(options, name, { state: 'DESTROYED', etag }),
    rotate: () => rotateKeys(options),
  };
}
