import { readTls, type Tls, type TlsFiles } from './tls.js';

/** Looks after the files for TLS while a server runs. */
export interface TlsWatch {
  /** Looks at once: for a signal. */
  readonly check: () => Promise<void>;
  readonly stop: () => void;
}

/** What is to happen when the files change. */
export interface TlsWatchOptions {
  /** What the server began with. */
  readonly tls: Tls;
  readonly onRenewed: (tls: Tls) => void;
  /** Told once of files that cannot be used, until they are others; the server goes on with what it has. */
  readonly onError: (error: unknown) => void;
  /** Default: 60,000. */
  readonly intervalMs?: number;
}

/**
 * Takes over a renewed certificate without a restart: the files are read each minute, and compared with what is in use.
 * Certificate and key are two files, so for a moment they may not fit; the next look finds them complete.
 */
export function watchTls(files: TlsFiles, options: TlsWatchOptions): TlsWatch {
  const { onRenewed, onError, intervalMs = 60_000 } = options;
  let current = options.tls;
  let told: string | undefined;
  const check = async () => {
    try {
      const tls = await readTls(files);
      told = undefined;
      if (tls.cert === current.cert && tls.key === current.key) return;
      onRenewed(tls);
      current = tls;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      if (message !== told) onError(error);
      told = message;
    }
  };
  const timer = setInterval(() => void check(), intervalMs).unref();
  return { check, stop: () => clearInterval(timer) };
}
