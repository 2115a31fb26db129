/** The part of a terminal that a progress line uses. */
export interface Terminal {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

const SECOND_MS = 1000;
const INTERVAL_MS = SECOND_MS;

/**
 * Shows the progress of work that takes longer than an interval. On a terminal, `stop` erases the line.
 *
 * @param describe returns the line; it receives the whole seconds since the start
 */
export function createProgress(
  terminal: Terminal,
  describe: (seconds: number) => string,
  intervalMs = INTERVAL_MS,
): { stop(): void } {
  const start = performance.now();
  let hasLine = false;
  const timer = setInterval(() => {
    // A line that wraps could not be erased.
    const width = terminal.columns ? terminal.columns - 1 : Number.POSITIVE_INFINITY;
    const line = describe(Math.floor((performance.now() - start) / SECOND_MS));
    terminal.write(terminal.isTTY ? `\r\u001b[K${line.slice(0, width)}` : `${line}\n`);
    hasLine = true;
  }, intervalMs);
  timer.unref();
  return {
    stop() {
      clearInterval(timer);
      if (hasLine && terminal.isTTY) terminal.write('\r\u001b[K');
    },
  };
}

/** Waits for a single call, with a progress line if it takes longer than a second. */
export async function watch<T>(
  source: { requests(): number },
  { stderr }: { readonly stderr: Terminal },
  work: Promise<T>,
): Promise<T> {
  const progress = createProgress(stderr, (seconds) => `Waiting for the answer, ${spent(source, seconds)} …`);
  return work.finally(() => progress.stop());
}

/** The cost so far, for a progress line: requests, or seconds until the first is known. A connector reports them with its answer. */
export function spent(source: { requests(): number }, seconds: number): string {
  return source.requests() > 0 ? requestCount(source) : `${seconds} s`;
}

/** Counts the requests from now on. */
export function fromNow(source: { requests(): number }): { requests(): number } {
  const before = source.requests();
  return { requests: () => source.requests() - before };
}

/** The number of requests so far, such as `1 request to Twilio`. */
export function requestCount(source: { requests(): number }): string {
  const count = source.requests();
  return `${count} ${count === 1 ? 'request' : 'requests'} to Twilio`;
}
