import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { PassThrough, type Transform } from 'node:stream';
import { syncFolder } from '../../store/durable-files.js';
import { dirname } from 'node:path';
import type { ExportColumn } from '../formats/columns.js';
import { type Compression, createCompressor } from '../formats/compression.js';
import type { Encoder, Row } from '../formats/encoder.js';
import { createEncoder, type ExportFormat } from '../formats/format.js';

interface PartEncoding {
  readonly format: ExportFormat;
  readonly compression: Compression | null;
  readonly columns: readonly ExportColumn[];
}

/** A part while it is written. */
export class PartFile {
  readonly #path: string;
  readonly #file: FileHandle;
  readonly #encoder: Encoder;
  readonly #input: Transform;
  readonly #hash = createHash('sha256');
  readonly #written: Promise<void>;
  #bytes = 0;
  #isWhole = false;

  private constructor(path: string, file: FileHandle, { encoder, input }: { encoder: Encoder; input: Transform }) {
    this.#path = path;
    this.#file = file;
    this.#encoder = encoder;
    this.#input = input;
    this.#written = this.#write();
    // An error is thrown to the one that adds rows.
    this.#written.catch(() => {});
  }

  /** Creates the file, in place of what an interrupted run has left there. */
  static async create(path: string, { format, compression, columns }: PartEncoding): Promise<PartFile> {
    const encoder = await createEncoder(format, columns);
    const input = compression ? createCompressor(compression) : new PassThrough();
    const part = new PartFile(path, await open(path, 'w'), { encoder, input });
    await part.#add(encoder.begin());
    return part;
  }

  /** Resolves when the file can take more. */
  async add(rows: readonly Row[]): Promise<void> {
    for (const block of this.#encoder.rows(rows)) await this.#add(block);
  }

  async #add(bytes: Uint8Array): Promise<void> {
    if (bytes.byteLength > 0 && !this.#input.write(bytes))
      await Promise.race([once(this.#input, 'drain'), this.#written]);
  }

  async #write(): Promise<void> {
    for await (const block of this.#input) {
      const bytes = block as Buffer;
      this.#hash.update(bytes);
      this.#bytes += bytes.byteLength;
      await this.#file.appendFile(bytes);
    }
  }

  /** Ends the file. Resolves when it is on the disk. */
  async end(): Promise<{ readonly bytes: number; readonly sha256: string }> {
    await this.#add(this.#encoder.end());
    this.#input.end();
    await this.#written;
    await this.#file.datasync();
    await this.#file.close();
    this.#isWhole = true;
    syncFolder(dirname(this.#path));
    return { bytes: this.#bytes, sha256: this.#hash.digest('hex') };
  }

  /** Removes a file that has not ended. Whether one that has ended counts is known from the state. */
  async discard(): Promise<void> {
    if (this.#isWhole) return;
    this.#input.destroy();
    await this.#written.catch(() => {});
    await this.#file.close();
    await rm(this.#path, { force: true });
  }
}
