import { createLru } from './lru.js';

/** Values read from the store, by key. Delete or replace an entry whenever its rows are written. */
export interface StoredCache<V> {
  get(key: string): V | undefined;
  set(key: string, value: V): void;
  delete(key: string): void;
  clear(): void;
}

export interface StoredCacheOptions {
  /**
   * Whether this process is the only writer of the store. If it is not, nothing is cached: a write of another process would
   * go unnoticed.
   */
  readonly isOnlyWriter: boolean;
  /** The least recently used entry is evicted beyond this. Default: 10,000. */
  readonly maxEntries?: number;
}

const DEFAULT_MAX_ENTRIES = 10_000;

/** Every in-memory cache of stored values is created here, so that one switch turns all of them off. */
export function createStoredCache<V>({ isOnlyWriter, maxEntries }: StoredCacheOptions): StoredCache<V> {
  return isOnlyWriter ? createLru<V>(maxEntries ?? DEFAULT_MAX_ENTRIES) : createEmptyCache();
}

/** Caches nothing, so that every read goes to the store. */
function createEmptyCache<V>(): StoredCache<V> {
  return { get: () => undefined, set: () => {}, delete: () => {}, clear: () => {} };
}
