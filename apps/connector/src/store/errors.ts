/** A data folder that cannot be used, or what is done with it. Says what to do. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
}
