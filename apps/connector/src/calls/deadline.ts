/**
 * The time limit of a call, the same for every front: that of Google's Connectors task
 * (https://cloud.google.com/application-integration/docs/quotas).
 */
export const CALL_DEADLINE_MS = 180_000;

/**
 * Runs `work` with a signal that is aborted when the caller disconnects, or after `deadlineMs`.
 *
 * @param deadlineMs `Infinity` for no time limit
 */
export async function withDeadline<T>(
  caller: AbortSignal,
  deadlineMs: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  if (deadlineMs === Number.POSITIVE_INFINITY) return work(caller);
  const ending = new AbortController();
  const end = () => ending.abort(new DOMException('The call exceeded its time limit.', 'TimeoutError'));
  const timer = setTimeout(end, deadlineMs);
  // A listener costs a fraction of `AbortSignal.any`.
  const onDisconnected = () => ending.abort(caller.reason);
  if (caller.aborted) onDisconnected();
  caller.addEventListener('abort', onDisconnected);
  try {
    return await work(ending.signal);
  } finally {
    clearTimeout(timer);
    caller.removeEventListener('abort', onDisconnected);
  }
}
