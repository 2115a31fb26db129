const INTERVAL_MS = 3_600_000;

/**
 * Purges expired records from the store now and every hour, so that the store does not grow without limit.
 *
 * @returns a function that stops the schedule
 */
export function schedulePurges(
  purges: readonly (() => Promise<unknown>)[],
  onError: (error: unknown) => void,
): () => void {
  const run = () => {
    for (const purge of purges) purge().catch(onError);
  };
  run();
  const timer = setInterval(run, INTERVAL_MS);
  timer.unref();
  return () => clearInterval(timer);
}
