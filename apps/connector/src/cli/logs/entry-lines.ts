import type { Resource } from '../connector/connector-client.js';
import { toLine } from '../terminal/cell-text.js';
import type { Row } from '../terminal/row.js';
import { wrapWords } from '../terminal/wrap-words.js';

/** The columns of an entry in a table or CSV. */
export const COLUMNS = ['Time', 'Severity', 'Message', 'Duration', 'Requests', 'Caller', 'Call'];

/** The parts of an entry that are shown. */
interface ShownEntry {
  readonly timestamp?: string;
  readonly severity?: string;
  readonly operation?: { readonly id?: string };
  readonly jsonPayload?: {
    readonly message?: string;
    readonly durationMs?: number;
    readonly twilioRequests?: number;
    readonly caller?: string;
    readonly request?: { readonly durationMs?: number; readonly waitMs?: number };
  };
}

/** An entry as a row. */
export function entryToRow(entry: Resource): Row {
  const { timestamp, severity, operation, jsonPayload = {} } = entry as ShownEntry;
  const { message, durationMs = jsonPayload.request?.durationMs, twilioRequests, caller } = jsonPayload;
  return {
    Time: timestamp,
    Severity: severity,
    Message: message,
    Duration: durationMs === undefined ? undefined : `${durationMs} ms`,
    Requests: twilioRequests,
    Caller: caller,
    Call: operation?.id,
  };
}

/** Longer than `WARNING`, the longest severity, by nothing. */
const SEVERITY_WIDTH = 7;
const TIME_WIDTH = '2026-11-30 08:15:59.123'.length;
const INDENT = TIME_WIDTH + SEVERITY_WIDTH + 4;
const CALL_WIDTH = 32;
/** A narrower message would be broken too often. */
const MIN_MESSAGE_WIDTH = 60;

/** Whether lines of a width have room for the id of the call. */
export function hasRoomForCall(width: number): boolean {
  return width >= INDENT + MIN_MESSAGE_WIDTH + 2 + CALL_WIDTH;
}

/** An entry on a terminal: its time in UTC, severity, message and the id of its call. A long message goes on below. */
export function entryToLines(entry: Resource, width: number): readonly string[] {
  const { timestamp = '', severity = '', operation, jsonPayload = {} } = entry as ShownEntry;
  const { message = '', durationMs = jsonPayload.request?.durationMs, request } = jsonPayload;
  const wait = request?.waitMs ? ` after ${request.waitMs} ms in the queue` : '';
  const text = toLine(`${message}${durationMs === undefined ? '' : ` (${durationMs} ms${wait})`}`);
  const withCall = hasRoomForCall(width);
  const room = Math.max(20, width - INDENT - (withCall ? CALL_WIDTH + 2 : 0));
  const start = `${toLine(timestamp).replace('T', ' ').replace('Z', '')}  ${toLine(severity).padEnd(SEVERITY_WIDTH)}  `;
  return wrapWords(text, room).map((line, index) => {
    if (index > 0) return ' '.repeat(INDENT) + line;
    const id = withCall ? toLine(operation?.id) : '';
    return `${start}${id === '' ? line : `${line.padEnd(room)}  ${id}`}`;
  });
}
