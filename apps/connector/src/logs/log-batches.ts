import type { Tables } from '../store/tables.js';
import { msOf } from '../store/time-ids.js';
import { type LogEntry, type NewLogEntry, SEVERITY_NUMBERS, severityOf } from './log-entry.js';

// Entries are stored many to a row: a row for each entry takes four times as long, most of it for its places in indexes.

/** The entries of one log that are stored in one row, in the order of their ids. */
export type LogBatch = Tables['log_batches'];

/** An entry that got its id. */
export interface IdentifiedEntry extends NewLogEntry {
  readonly id: string;
}

/** An entry in the content of a batch, without what the batch says about all of its entries. */
type StoredEntry = Omit<LogEntry, 'connection' | 'receiveTime' | 'timeMs' | 'severity'> & { readonly severity: number };

const MOST_ENTRIES = 200;
/** A full log has at least so many batches, since whole batches are deleted for new entries. */
const LEAST_BATCHES = 10;
/** The time between the first and the last entry. It bounds where a reader looks for the entries of a time. */
export const BATCH_SPAN_MS = 60_000;
/** A larger batch would be parsed for too long at once. One entry alone may be larger. */
const BATCH_CHARACTERS = 65_536;
/** The approximate size of a batch in the database without its content. */
const ROW_BYTES = 400;

/** Divides the entries of one log into batches. */
export function toBatches(
  entries: readonly IdentifiedEntry[],
  { receiveTime, maxEntries }: { readonly receiveTime: string; readonly maxEntries: number },
): readonly LogBatch[] {
  const batches: LogBatch[] = [];
  const most = Math.min(MOST_ENTRIES, Math.ceil(maxEntries / LEAST_BATCHES));
  let open: Opened[] = [];
  let characters = 0;
  const close = () => {
    if (open.length > 0) batches.push(toBatch(open, receiveTime));
    [open, characters] = [[], 0];
  };
  for (const entry of entries.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    const text = toText(entry);
    const first = open[0]?.entry ?? entry;
    const isFull = open.length >= most || characters + text.length > BATCH_CHARACTERS;
    if (isFull || msOf(entry.id) - msOf(first.id) >= BATCH_SPAN_MS) close();
    open.push({ entry, text });
    characters += text.length;
  }
  close();
  return batches;
}

/** An entry of the batch that is being filled. */
interface Opened {
  readonly entry: IdentifiedEntry;
  readonly text: string;
}

function toBatch(opened: readonly Opened[], receive_time: string): LogBatch {
  const [first] = opened as readonly [Opened];
  const content = `[${opened.map(({ text }) => text).join()}]`;
  return {
    id: first.entry.id,
    last_id: opened.at(-1)?.entry.id ?? first.entry.id,
    connection: first.entry.connection,
    severity: opened.reduce((highest, { entry }) => Math.max(highest, SEVERITY_NUMBERS[entry.severity]), 0),
    entries: opened.length,
    bytes: content.length + ROW_BYTES,
    receive_time,
    content,
  };
}

function toText({ id, severity, callId, place, payload }: IdentifiedEntry): string {
  const stored: StoredEntry = { id, severity: SEVERITY_NUMBERS[severity], callId, ...(place && { place }), payload };
  return JSON.stringify(stored);
}

/** The entries of a batch. */
export function entriesOf({ connection, receive_time: receiveTime, content }: LogBatch): readonly LogEntry[] {
  const stored = JSON.parse(content) as readonly StoredEntry[];
  return stored.map(({ severity, ...entry }) => ({
    ...entry,
    timeMs: msOf(entry.id),
    connection,
    severity: severityOf(severity),
    receiveTime,
  }));
}
