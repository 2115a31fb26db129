const EVERY_MS = 3_600_000;

/**
 * Carries out what keeps the store from growing for ever: now, and every hour.
 *
 * @returns what ends it
 */
export function keepTidy(tasks: readonly (() => Promise<unknown>)[], onError: (error: unknown) => void): () => void {
  const tidy = () => {
    for (const task of tasks) task().catch(onError);
  };
  tidy();
  const timer = setInterval(tidy, EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
