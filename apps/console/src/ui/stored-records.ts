import { useSyncExternalStore } from 'react';

type Records<T> = Readonly<Record<string, T>>;

/** What this browser keeps by a name, for all pages. */
export interface StoredRecords<T> {
  /** The record of a name, if there is one. */
  get(name: string): T | undefined;
  /** Replaces the record of a name; undefined removes it. Throws if the browser has no room: then it lasts as long as the page. */
  set(name: string, record: T | undefined): void;
  /** As `get`, and follows its changes. */
  use(name: string): T | undefined;
}

/** Opens the records under a key of `localStorage`. What somebody else has written there is dropped. */
export function createStoredRecords<T>(key: string): StoredRecords<T> {
  const listeners = new Set<() => void>();
  let records = read<T>(key);
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  const get = (name: string) => records[name];
  return {
    get,
    set(name, record) {
      const { [name]: _before, ...others } = records;
      records = record === undefined ? others : { ...others, [name]: record };
      try {
        localStorage.setItem(key, JSON.stringify(records));
      } finally {
        for (const listener of listeners) listener();
      }
    },
    use: (name) => useSyncExternalStore(subscribe, () => get(name)),
  };
}

function read<T>(key: string): Records<T> {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? '{}');
    return typeof stored === 'object' && stored !== null && !Array.isArray(stored) ? (stored as Records<T>) : {};
  } catch {
    return {};
  }
}
