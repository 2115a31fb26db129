/**
 * Waits for `work`, but no longer than until the signal is aborted; then rejects with its reason, even when the work
 * itself ignores the signal. Does not begin when it is aborted already.
 */
export async function untilAborted<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  signal.throwIfAborted();
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(signal.reason);
  // Before the work begins, so that of two rejections for the same abort this one wins.
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([aborted, work()]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
