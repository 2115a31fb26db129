import type { Store } from '../../src/store/store.js';

/** An open store under test. */
export interface Bed {
  store: Store;
  /** Opens the database once more. */
  open(): Promise<Store>;
  /** Closes every store and opens the database again. */
  reopen(): Promise<void>;
}

export const policy = (resource: string, text = '{}') => ({ resource, policy: text, etag: 'a' });
export const insertPolicy = (store: Store, resource: string) => store.insertInto('policies').values(policy(resource));
export const resourcesIn = async (store: Store) =>
  (await store.selectFrom('policies').select('resource').orderBy('resource').execute()).map(({ resource }) => resource);
export const secret = (id: string, create_time = '2026-01-01') => ({
  project: 'p',
  secret: id,
  labels: '{}',
  create_time,
  next_version: 1,
});
export const key = (id: string, create_time: string) => ({
  caller: 'token:a',
  key: id,
  fingerprint: create_time,
  create_time,
  answer: null,
  answer_digest: null,
});
