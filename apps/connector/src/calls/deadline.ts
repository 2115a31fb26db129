/**
 * The longest that a call may take, over every front: the time limit of Google's Connectors task
 * (https://cloud.google.com/application-integration/docs/quotas).
 */
export const CALL_DEADLINE_MS = 180_000;

/**
 * Gives `work` a signal that is aborted when the caller goes away, or after `deadlineMs`.
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
