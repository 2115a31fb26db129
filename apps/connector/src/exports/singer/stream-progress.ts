import { type CompletedPart, timeOfEveryRow } from '@twilio-connector/entities';
import type { Row } from '../formats/encoder.js';
import { conditionWithin, newestOf, reachOf, timeOf, timeText } from '../incremental/reach.js';
import { mergeParts } from '../parts.js';
import type { Bookmark, InterruptedScan } from './state.js';
import { replicationKeyOf, type Stream } from './stream.js';

/** How far the scan of a stream has come, and the bookmarks that say it. */
export class StreamProgress {
  readonly #before: Bookmark;
  readonly #scan: InterruptedScan;
  readonly #key: string | undefined;
  /** The version of a table that is replaced as a whole. */
  readonly version: number | undefined;
  #completed: readonly CompletedPart[];
  #newestMs: number | null;

  /** Goes on with a scan that was interrupted, or starts one. @param before the bookmark of the stream */
  constructor(stream: Stream, before: Bookmark, nowMs: number) {
    this.#before = before;
    this.#key = replicationKeyOf(stream);
    const resumed = scanToResume(stream, before);
    this.#scan = resumed ?? startScan(stream, before, nowMs);
    this.version = this.#key === undefined ? (resumed ? before.version : nowMs) : undefined;
    this.#completed = this.#scan.completed;
    this.#newestMs = this.#scan.newest === null ? null : Date.parse(this.#scan.newest);
  }

  /** Whether no version of the table was begun before. */
  get isFirstVersion(): boolean {
    return this.version !== undefined && this.#before.version === undefined;
  }

  /** What to scan. */
  get query(): { readonly where: string; readonly timeMs: number; readonly completed: readonly CompletedPart[] } {
    return { where: this.#scan.where, timeMs: Date.parse(this.#scan.time), completed: this.#completed };
  }

  /** Adds rows that were written. @param completed the part that they complete */
  add(rows: readonly Row[], completed: CompletedPart | undefined): void {
    const times = rows.map((row) => timeOf(row, this.#key));
    this.#newestMs = newestOf(this.#newestMs, times);
    if (completed) this.#completed = mergeParts([...this.#completed, completed]);
  }

  /** The bookmark from which an interrupted scan goes on. */
  interrupted(): Bookmark {
    const { replication_key, replication_key_value } = this.#before;
    const kept = this.version === undefined ? { replication_key, replication_key_value } : { version: this.version };
    return { ...kept, scan: { ...this.#scan, completed: [...this.#completed], newest: this.#newest() } };
  }

  /** The bookmark of a scan that has ended. */
  done(): Bookmark {
    if (this.version !== undefined) return { version: this.version };
    return { replication_key: this.#key, replication_key_value: this.#newest() ?? undefined };
  }

  #newest(): string | null {
    return this.#newestMs === null ? null : timeText(this.#newestMs);
  }
}

/** Returns the scan that was interrupted, if the stream is still the same. */
function scanToResume({ method, conditions }: Stream, { scan, version }: Bookmark): InterruptedScan | undefined {
  const isSame = scan?.conditions === conditions && (method === 'FULL_TABLE') === (version !== undefined);
  return isSame ? scan : undefined;
}

function startScan(stream: Stream, { replication_key_value: value }: Bookmark, nowMs: number): InterruptedScan {
  const { entityType, conditions, lookBackMs, startDateMs } = stream;
  const column = replicationKeyOf(stream);
  const watermarkMs = value === undefined ? null : Date.parse(value);
  const begin = column !== undefined && startDateMs !== undefined ? { column, fromMs: startDateMs } : undefined;
  const reach = reachOf({ column, watermarkMs, lookBackMs, nowMs }) ?? begin;
  // Rows without the time are read each time, because they may get one, or change without it.
  const withNull = timeOfEveryRow(entityType, conditions) === undefined;
  const where = conditionWithin(conditions, reach && { ...reach, withNull });
  return { conditions, where, time: new Date(nowMs).toISOString(), completed: [], newest: value ?? null };
}
