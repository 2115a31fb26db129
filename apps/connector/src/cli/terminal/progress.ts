/** The part of a terminal that a progress line uses. */
export interface Terminal {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

const INTERVAL_MS = 1000;

/** Shows the progress of work that takes longer than an interval. On a terminal, `stop` erases the line. */
export function createProgress(terminal: Terminal, describe: () => string, intervalMs = INTERVAL_MS): { stop(): void } {
  let hasLine = false;
  const timer = setInterval(() => {
    // A line that wraps could not be erased.
    const width = terminal.columns ? terminal.columns - 1 : Number.POSITIVE_INFINITY;
    terminal.write(terminal.isTTY ? `\r\u001b[K${describe().slice(0, width)}` : `${describe()}\n`);
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
  const progress = createProgress(stderr, () => `${requestCount(source)} …`);
  return work.finally(() => progress.stop());
}

/** The number of requests so far, such as `1 request to Twilio`. */
export function requestCount(source: { requests(): number }): string {
  const count = source.requests();
  return `${count} ${count === 1 ? 'request' : 'requests'} to Twilio`;
}
