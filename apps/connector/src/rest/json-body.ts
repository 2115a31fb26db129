import { setImmediate as nextTurn } from 'node:timers/promises';
import { isRecord } from '../json.js';
import { jsonPieces } from './json-pieces.js';
import { RowList } from './row-list.js';

/** Bodies are written in parts of about this many characters, and other work gets its turn between two parts. */
const PART_LENGTH = 64 * 1024;

/** How a body is written, and who learns of it. */
export interface JsonBodyOptions {
  /** The spaces by which each level is indented. Default: none. */
  readonly space?: number | undefined;
  /** Called before each part of a long body is written, with the share of the rows that is left, from 1 to 0. */
  readonly onPart?: (share: number) => void;
  /** Called when nothing of the value is needed any more: it was written, or the caller disconnected. */
  readonly onEnd?: () => void;
}

/**
 * Writes a JSON value as the body of a response: a short one as text, a long one as a stream whose parts are written when
 * the caller has taken those before.
 */
export function toJsonBody(value: unknown, options: JsonBodyOptions = {}): string | ReadableStream<Uint8Array> {
  const { space, onEnd } = options;
  const pieces = jsonPieces(value, space);
  const next = () => {
    let part: Part | undefined;
    try {
      return (part = nextPart(pieces));
    } finally {
      if (!part || part.isLast) onEnd?.();
    }
  };
  const first = next();
  return first.isLast ? first.text : toStream(first, next, { ...options, rows: rowsOf(value) });
}

function toStream(
  first: Part,
  next: () => Part,
  { rows, onPart, onEnd }: JsonBodyOptions & { readonly rows: RowList | undefined },
): ReadableStream<Uint8Array> {
  let waiting: Part | undefined = first;
  let isCancelled = false;
  const pull = async (controller: ReadableStreamDefaultController<Uint8Array>) => {
    await nextTurn();
    if (isCancelled) return;
    onPart?.(rows ? rows.left / rows.length : 1);
    const part = waiting ?? next();
    waiting = undefined;
    controller.enqueue(Buffer.from(part.text));
    if (part.isLast) controller.close();
  };
  const cancel = () => {
    isCancelled = true;
    onEnd?.();
  };
  // Without a queue of its own, the stream holds no part that the caller cannot take yet.
  return new ReadableStream<Uint8Array>({ pull, cancel }, { highWaterMark: 0 });
}

function rowsOf(value: unknown): RowList | undefined {
  return isRecord(value) ? Object.values(value).find((member) => member instanceof RowList) : undefined;
}

interface Part {
  readonly text: string;
  readonly isLast: boolean;
}

function nextPart(pieces: Iterator<string>): Part {
  const taken: string[] = [];
  for (let length = 0; length < PART_LENGTH;) {
    const piece = pieces.next();
    if (piece.done) return { text: `${taken.join('')}\n`, isLast: true };
    taken.push(piece.value);
    length += piece.value.length;
  }
  return { text: taken.join(''), isLast: false };
}
