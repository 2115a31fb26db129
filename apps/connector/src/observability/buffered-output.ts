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
   * Waits until everything is written, but not longer than this, and a tenth of a second more for a write in progress.
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

/** The options of `createBufferedOutput`. */
export interface BufferedOutputOptions {
  /** For standard error, `process.stderr.fd`: Node makes a pipe or socket non-blocking when `process.stderr` is first used. */
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
  const buffer = createLineBuffer(maxBytes);
  let dropped = 0;
  /** Whether the system has a chunk. */
  let isWriting = false;
  /** Whether a chunk is being written or waits for a retry. */
  let isBusy = false;
  let onWritten = () => {};
  let onReturned = () => {};

  function writeNext(): void {
    const chunk = buffer.chunk();
    isBusy = chunk.length > 0;
    if (!isBusy) return onWritten();
    isWriting = true;
    files.write(fd, chunk, (error, written) => {
      isWriting = false;
      onReturned();
      // No error is final: the reader may continue, and the disk may have space again.
      if (error) return void setTimeout(writeNext, RETRY_MS).unref();
      buffer.remove(written);
      writeNext();
    });
  }

  return {
    dropped: () => dropped,
    write(line) {
      if (!buffer.add(line)) dropped += 1;
      else if (!isBusy) writeNext();
    },
    async flush(withinMs) {
      if (!isBusy) return true;
      await within(withinMs, (done) => (onWritten = done));
      // A write to a full disk fails at once, and may just have begun again.
      if (isWriting) await within(RETRY_MS, (done) => (onReturned = done));
      return !isWriting;
    },
    flushSync() {
      try {
        if (isWriting) buffer.remove(buffer.chunk().length);
        for (let chunk = buffer.chunk(); chunk.length > 0; chunk = buffer.chunk()) {
          buffer.remove(files.writeSync(fd, chunk));
        }
      } catch {
        // The rest is lost.
      }
    },
  };
}

/** Waits for a call, but not longer than this. */
function within(ms: number, listen: (done: () => void) => void): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    listen(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** Lines of limited total size that wait to be written, and the chunk that comes next. */
function createLineBuffer(maxBytes: number) {
  let lines: Buffer[] = [];
  let chunk = Buffer.alloc(0);
  let bytes = 0;

  function takeChunk(): void {
    let size = 0;
    const end = lines.findIndex((line) => (size += line.length) > CHUNK_BYTES);
    // A single line can be larger than a chunk.
    const count = end < 0 ? lines.length : Math.max(1, end);
    chunk = Buffer.concat(lines.slice(0, count));
    lines = lines.slice(count);
  }

  return {
    /** @returns false if the line does not fit */
    add(line: string): boolean {
      const encoded = Buffer.from(line);
      if (bytes + encoded.length > maxBytes) return false;
      bytes += encoded.length;
      lines.push(encoded);
      return true;
    },
    /** The bytes to write next; empty if there are none. The same until they are removed. */
    chunk(): Buffer {
      if (chunk.length === 0) takeChunk();
      return chunk;
    },
    /** Removes the first bytes of the chunk, which have been written. */
    remove(written: number): void {
      bytes -= written;
      chunk = chunk.subarray(written);
    },
  };
}
