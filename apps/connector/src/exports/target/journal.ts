import { readFileSync } from 'node:fs';
import { type FileHandle, open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { CompletedPart } from '@twilio-connector/entities';
import { syncFolder } from '../../store/durable-files.js';
import type { ExportRequest } from './export-request.js';

/** Where some rows are in the file of rows. */
export type Chunk = readonly [offset: number, bytes: number];

/** A part that is on the disk as a whole. */
export interface JournalPart {
  readonly part: CompletedPart;
  readonly rows: number;
  readonly chunks: readonly Chunk[];
}

/** The first line of a journal. */
export interface JournalHead {
  readonly version: 1;
  readonly request: ExportRequest;
  /** The time on which the condition is based. */
  readonly startedAt: string;
  /** How often it was resumed. */
  readonly resumed: number;
  /** The name of the file with the rows. */
  readonly rowsFile: string;
}

/** The state of an export that was interrupted. */
export interface JournalState {
  readonly head: JournalHead;
  readonly parts: readonly JournalPart[];
  /** The number of rows, if all of them are on the disk. */
  readonly wholeRows: number | undefined;
}

/** What is known for certain about an export in progress: one JSON object a line. */
export class Journal {
  readonly #file: FileHandle;

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  /** Starts a journal, in place of an earlier one, at once or not at all. */
  static async start(path: string, head: JournalHead, parts: readonly JournalPart[] = []): Promise<Journal> {
    const draft = `${path}.next`;
    const file = await open(draft, 'w', 0o600);
    const journal = new Journal(file);
    await journal.append([head, ...parts]);
    await rename(draft, path);
    syncFolder(dirname(path));
    return journal;
  }

  /** Resolves when the lines are on the disk. */
  async append(lines: readonly object[]): Promise<void> {
    await this.#file.appendFile(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    await this.#file.datasync();
  }

  close(): Promise<void> {
    return this.#file.close();
  }

  /** Reads a journal; undefined if it has no first line. A crash may have torn its last line. */
  static read(path: string): JournalState | undefined {
    const lines = readFileSync(path, 'utf8').split('\n').slice(0, -1);
    const [head, ...others] = lines.map(
      (line) => JSON.parse(line) as Partial<JournalHead & JournalPart> & { wholeRows?: number },
    );
    if (!head) return undefined;
    return {
      head: head as JournalHead,
      parts: others.filter((line): line is JournalPart => line.part !== undefined),
      wholeRows: others.find(({ wholeRows }) => wholeRows !== undefined)?.wholeRows,
    };
  }
}
