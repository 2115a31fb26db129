import { waitForTurn } from '@twilio-connector/entities';
import { isRecord } from '../json/values.js';
import { jsonPieces } from '../json/pieces.js';
import { PART_BYTES, toParts } from './parts.js';
import { RowList } from '../json/row-list.js';

/** The format of a body, and callbacks for its progress. */
export interface JsonBodyOptions {
  /** The spaces by which each level is indented. Default: none. */
  readonly space?: number | undefined;
  /**
   * Called with the size of a long body that is written at once, because the memory of its value is not known; may throw to
   * refuse it. Default: the value is written in parts, and stays in memory meanwhile.
   */
  readonly onText?: ((bytes: number) => void) | undefined;
  /** Called before each part of a long body is written, with the share of the rows that is left, from 1 to 0. */
  readonly onPart?: (share: number) => void;
  /** Called when nothing of the value is needed any more: it was written, or the caller disconnected. */
  readonly onEnd?: () => void;
}

/** Writes a JSON value as the body of a response: a short one as text, a long one as a stream that the caller's pace drives. */
export function toJsonBody(value: unknown, options: JsonBodyOptions = {}): string | ReadableStream<Uint8Array> {
  const { space, onText, onEnd } = options;
  const pieces = jsonPieces(value, space);
  try {
    const first = nextPart(pieces);
    if (!first.isLast && !onText) return toStream(first, pieces, { ...options, rows: rowsOf(value) });
    if (!first.isLast) return toParts([writeAtOnce(first, pieces, onText)], onEnd);
    onEnd?.();
    return first.text;
  } catch (error) {
    onEnd?.();
    throw error;
  }
}

function writeAtOnce(first: Part, pieces: Iterable<string>, onText: JsonBodyOptions['onText']): Uint8Array {
  const bytes = Buffer.from(`${first.text}${[...pieces].join('')}\n`);
  onText?.(bytes.byteLength);
  return bytes;
}

/** Other work gets its turn between two parts. */
function toStream(
  first: Part,
  pieces: Iterator<string>,
  { rows, onPart, onEnd }: JsonBodyOptions & { readonly rows: RowList | undefined },
): ReadableStream<Uint8Array> {
  let waiting: Part | undefined = first;
  let isCancelled = false;
  const pull = async (controller: ReadableStreamDefaultController<Uint8Array>) => {
    await waitForTurn();
    if (isCancelled) return;
    onPart?.(rows ? rows.left / rows.length : 1);
    const part = waiting ?? nextPart(pieces);
    waiting = undefined;
    controller.enqueue(Buffer.from(part.text));
    if (!part.isLast) return;
    controller.close();
    onEnd?.();
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
  for (let length = 0; length < PART_BYTES;) {
    const piece = pieces.next();
    if (piece.done) return { text: `${taken.join('')}\n`, isLast: true };
    taken.push(piece.value);
    length += piece.value.length;
  }
  return { text: taken.join(''), isLast: false };
}
