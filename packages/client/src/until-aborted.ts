/**
 * Waits for `work`, or rejects with the signal's reason as soon as it aborts, even if the work ignores the signal. Does
 * not begin the work if the signal has already aborted.
 */
export async function untilAborted<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  signal.throwIfAborted();
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(signal.reason);
  // Added before the work begins, so that this rejection wins if the work rejects on the same abort.
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([aborted, work()]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
