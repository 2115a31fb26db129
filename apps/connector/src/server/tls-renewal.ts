import { readTls, type Tls, type TlsFiles } from './tls.js';

/** Watches the TLS files while a server runs. */
export interface TlsWatch {
  /** Checks the files now, for example after a signal. */
  readonly check: () => Promise<void>;
  readonly stop: () => void;
}

/** The options of `watchTls`. */
export interface TlsWatchOptions {
  /** The certificate and key that the server started with. */
  readonly tls: Tls;
  readonly onRenewed: (tls: Tls) => void;
  /** Called if the files cannot be used; not repeated while the error stays the same. */
  readonly onError: (error: unknown) => void;
  /** Default: 60,000. */
  readonly intervalMs?: number;
}

/**
 * Picks up a renewed certificate without a restart, by reading the files every minute. Certificate and key are two files, so
 * they may not match for a moment; the next check finds both renewed.
 */
export function watchTls(files: TlsFiles, options: TlsWatchOptions): TlsWatch {
  const { onRenewed, onError, intervalMs = 60_000 } = options;
  let current = options.tls;
  let lastProblem: string | undefined;
  const check = async () => {
    try {
      const tls = await readTls(files);
      lastProblem = undefined;
      if (tls.cert === current.cert && tls.key === current.key) return;
      onRenewed(tls);
      current = tls;
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      if (problem !== lastProblem) onError(error);
      lastProblem = problem;
    }
  };
  const timer = setInterval(() => void check(), intervalMs).unref();
  return { check, stop: () => clearInterval(timer) };
}
