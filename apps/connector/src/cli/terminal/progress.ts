/** What a progress line needs of the terminal. */
export interface Terminal {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

const AFTER_MS = 1000;

/** Says on standard error how far a long work is, once it takes longer than a second; `stop` removes the line. */
export function createProgress(terminal: Terminal, describe: () => string): { stop(): void } {
  let hasLine = false;
  const timer = setInterval(() => {
    terminal.write(terminal.isTTY ? `\r\u001b[K${describe()}` : `${describe()}\n`);
    hasLine = true;
  }, AFTER_MS);
  timer.unref();
  return {
    stop() {
      clearInterval(timer);
      if (hasLine && terminal.isTTY) terminal.write('\r\u001b[K');
    },
  };
}

/** Waits for a single call, and says that it is under way once it takes longer than a second. */
export async function watch<T>(
  source: { requests(): number },
  { stderr }: { readonly stderr: Terminal },
  work: Promise<T>,
): Promise<T> {
  const progress = createProgress(stderr, () => `${source.requests()} requests to Twilio …`);
  return work.finally(() => progress.stop());
}
