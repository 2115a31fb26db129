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
  const deadline = new AbortController();
  const timer = setTimeout(
    () => deadline.abort(new DOMException('The call exceeded its time limit.', 'TimeoutError')),
    deadlineMs,
  );
  try {
    return await work(AbortSignal.any([caller, deadline.signal]));
  } finally {
    clearTimeout(timer);
  }
}
