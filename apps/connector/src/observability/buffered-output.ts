import { write as writeAsync, writeSync } from 'node:fs';

/** Receives the lines of the log. */
export interface LogDestination {
  /** Must return at once. */
  write(line: string): void;
  /** The lines that were thrown away so far. */
  readonly dropped?: () => number;
}

/** A file, pipe, socket or terminal that is written to without waiting for it. */
export interface BufferedOutput extends Required<LogDestination> {
  /**
   * Waits until everything is written, but not longer than this.
   *
   * @returns whether no write is in progress. A write that does not return occupies a thread, for which `process.exit` would wait.
   */
  flush(withinMs: number): Promise<boolean>;
  /** Writes the rest in a process that is about to exit, as far as that is possible without waiting. */
  flushSync(): void;
}

/** The part of `node:fs` that writes. */
interface Files {
  readonly write: (fd: number, bytes: Uint8Array, done: (error: Error | null, written: number) => void) => void;
  readonly writeSync: (fd: number, bytes: Uint8Array) => number;
}

interface BufferedOutputOptions {
  readonly fd: number;
  /** The size of the buffer. Lines that do not fit are thrown away. Default: 1 MiB, about 4,000 lines. */
  readonly maxBytes?: number;
  /** Default: `node:fs`. */
  readonly files?: Files;
}

const MAX_BYTES = 1024 * 1024;
const CHUNK_BYTES = 16 * 1024;
const RETRY_MS = 100;

/**
 * Creates an output that neither throws nor blocks: if the disk is full or nobody reads the pipe, the lines wait in a buffer of
 * limited size until a retry succeeds. There is at most one write at a time, because a write that blocks occupies one of the few
 * threads that DNS and files need as well.
 */
export function createBufferedOutput(options: BufferedOutputOptions): BufferedOutput {
  const { fd, maxBytes = MAX_BYTES, files = { write: writeAsync, writeSync } } = options;
  let waiting: Buffer[] = [];
  /** Taken from `waiting`, and not yet written completely. */
  let chunk = Buffer.alloc(0);
  let [bytes, dropped] = [0, 0];
  let [isBusy, isWriting] = [false, false];
  let onWritten = () => {};

  function takeChunk(): void {
    let size = 0;
    const end = waiting.findIndex((line) => (size += line.length) > CHUNK_BYTES);
    // A single line can be larger than a chunk.
    chunk = Buffer.concat(waiting.splice(0, end < 0 ? waiting.length : Math.max(1, end)));
  }

  function advance(written: number): void {
    bytes -= written;
    chunk = chunk.subarray(written);
    if (chunk.length === 0) takeChunk();
  }

  function writeChunk(): void {
    isBusy = chunk.length > 0;
    if (!isBusy) return onWritten();
    isWriting = true;
    files.write(fd, chunk, (error, written) => {
      isWriting = false;
      // No error is final: the reader may continue, and the disk may have space again.
      if (error) return void setTimeout(writeChunk, RETRY_MS).unref();
      advance(written);
      writeChunk();
    });
  }

  return {
    dropped: () => dropped,
    write(line) {
      const encoded = Buffer.from(line);
      if (bytes + encoded.length > maxBytes) {
        dropped += 1;
        return;
      }
      bytes += encoded.length;
      waiting.push(encoded);
      if (isBusy) return;
      takeChunk();
      writeChunk();
    },
    async flush(withinMs) {
      if (!isBusy) return true;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, withinMs);
        onWritten = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      return !isWriting;
    },
    flushSync() {
      // The chunk may be with the operating system already.
      if (!isWriting) waiting = [chunk, ...waiting];
      try {
        let rest = Buffer.concat(waiting.splice(0));
        while (rest.length > 0) rest = rest.subarray(files.writeSync(fd, rest));
      } catch {
        // The rest is lost.
      }
    },
  };
}
