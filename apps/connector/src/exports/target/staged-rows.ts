import { createHash, type Hash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import type { PageOfRows } from '@twilio-connector/entities';
import type { Encoder, Row } from '../formats/encoder.js';
import type { Chunk, Journal, JournalPart } from './journal.js';

/** The rows of one page, with the part that they belong to. */
export type Page = Omit<PageOfRows<never>, 'rows'> & { readonly rows: readonly Row[] };

interface OpenPart {
  rows: number;
  readonly chunks: Chunk[];
}

/**
 * The rows of an export in progress, on the disk in the order in which they came. Parts are read side by side, so their pages are
 * mixed. A part counts as complete when its rows and then its line in the journal are on the disk.
 */
export class StagedRows {
  readonly #file: FileHandle;
  readonly #journal: Journal;
  readonly #encoder: Encoder;
  readonly #hash: Hash;
  readonly #open = new Map<number, OpenPart>();
  #offset: number;
  #waiting: JournalPart[] = [];
  #commit: Promise<void> | undefined;
  #failure: { readonly error: unknown } | undefined;
  #hasCompleteParts = false;
  /** The number of rows, those of parts that are not complete included. */
  rows: number;

  private constructor(given: Staging, file: FileHandle) {
    this.#file = file;
    this.#journal = given.journal;
    this.#encoder = given.encoder;
    this.#hash = given.hash ?? createHash('sha256');
    this.#offset = given.offset ?? 0;
    this.rows = given.rows ?? 0;
  }

  static async open(given: Staging): Promise<StagedRows> {
    const staged = new StagedRows(given, await open(given.path, 'a'));
    if (given.offset === undefined) await staged.#write(given.encoder.begin());
    return staged;
  }

  /** Whether a part that was added is on the disk as a whole. */
  get hasCompleteParts(): boolean {
    return this.#hasCompleteParts;
  }

  /** Resolves when the operating system has taken the rows, so that a slow disk slows the scan. */
  async add({ rows, part: number, completed }: Page): Promise<void> {
    if (this.#failure) throw this.#failure.error;
    const part = this.#open.get(number) ?? { rows: 0, chunks: [] };
    const start = this.#offset;
    for (const block of this.#encoder.rows(rows)) await this.#write(block);
    const length = this.#offset - start;
    const last = part.chunks.at(-1);
    if (last && last[0] + last[1] === start) part.chunks[part.chunks.length - 1] = [last[0], last[1] + length];
    else if (length > 0) part.chunks.push([start, length]);
    part.rows += rows.length;
    this.rows += rows.length;
    this.#open.set(number, part);
    if (!completed) return;
    this.#open.delete(number);
    this.#waiting.push({ part: completed, ...part });
    this.#commit ??= this.#commitAll();
  }

  async #write(bytes: Uint8Array): Promise<void> {
    if (bytes.byteLength === 0) return;
    await this.#file.appendFile(bytes);
    this.#hash.update(bytes);
    this.#offset += bytes.byteLength;
  }

  /** Parts that are completed while the disk is busy are committed together. */
  async #commitAll(): Promise<void> {
    try {
      while (this.#waiting.length > 0) {
        const parts = this.#waiting;
        this.#waiting = [];
        await this.#file.datasync();
        await this.#journal.append(parts);
        this.#hasCompleteParts = true;
      }
    } catch (error) {
      this.#failure ??= { error };
    }
    this.#commit = undefined;
  }

  /** Ends the rows. Returns the SHA-256 of the file. */
  async end(): Promise<string> {
    await this.#write(this.#encoder.end());
    await this.#commit;
    if (this.#failure) throw this.#failure.error;
    await this.#file.datasync();
    await this.#journal.append([{ wholeRows: this.rows }]);
    return this.#hash.digest('hex');
  }

  /** Waits until the parts that are complete are on the disk. */
  async close(): Promise<void> {
    await this.#commit;
    await this.#file.close();
  }
}

/** What the rows are written with; for an export that goes on, what is there already. */
interface Staging {
  readonly path: string;
  readonly journal: Journal;
  readonly encoder: Encoder;
  readonly hash?: Hash;
  readonly offset?: number;
  readonly rows?: number;
}
