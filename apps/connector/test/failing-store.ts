import type { Store } from '../src/store/store.js';

/** The same store, except that its next reads and writes fail while `failures` is above 0. */
export function failingStore(store: Store) {
  const left = { failures: 0 };
  const failing: Store = store.withPlugin({
    transformQuery({ node }) {
      if (left.failures === 0) return node;
      left.failures -= 1;
      throw new Error('disk I/O error');
    },
    transformResult: async ({ result }) => result,
  });
  return { store: failing, left };
}
