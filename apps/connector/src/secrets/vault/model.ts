import type { Store } from '../../store/store.js';
import type { Cipher } from '../cipher.js';
import type { SecretName } from '../secret-names.js';
import type { Labels } from './labels.js';
import type { Clock } from '../../store/clock.js';

/** The dependencies of the vault. */
export interface VaultOptions {
  readonly store: Store;
  readonly cipher: Cipher;
  /** Removes deleted and overwritten values from the disk. The vault calls it after every such change. */
  readonly eraseRemains: () => Promise<void>;
  readonly now: Clock;
}

/** A secret, without its values. */
export interface VaultSecret extends SecretName {
  readonly labels: Labels;
  /** ISO 8601, UTC. */
  readonly createTime: string;
  readonly etag: string;
}

/** A destroyed version stays destroyed. */
export type VaultVersionState = 'ENABLED' | 'DISABLED' | 'DESTROYED';

/** A version of a secret, without its value. */
export interface VaultVersion extends SecretName {
  /** Counts up from 1. A number is never reused. */
  readonly version: number;
  readonly state: VaultVersionState;
  /** ISO 8601, UTC. */
  readonly createTime: string;
  readonly destroyTime: string | undefined;
  /** Whether the caller sent a checksum with the value. */
  readonly hasChecksum: boolean;
  readonly etag: string;
}

/** The requested page of a list, which is sorted newest first. */
export interface VaultPageRequest {
  readonly pageSize: number;
  /** From the previous page. */
  readonly pageToken?: string | undefined;
}

/** A page of a list. */
export interface VaultPage<T> {
  readonly items: readonly T[];
  /** Undefined on the last page. */
  readonly nextPageToken: string | undefined;
  /** The number of items on all pages. */
  readonly totalSize: number;
}

/** Applies a change only if the secret or version still has this etag. Without an etag the change always applies. */
export interface IfUnchanged {
  readonly etag?: string | undefined;
}
