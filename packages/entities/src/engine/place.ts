import { createHash } from 'node:crypto';

/** Where in a page of Twilio's a list goes on, also when rows were added or deleted. */
export interface Place {
  /** How many of the page's rows were gone through already. */
  readonly offset: number;
  /** Marks of the last few of them, newest last. */
  readonly after: readonly string[];
  /** Marks of the first few rows behind them: they find the place when all of the others were deleted. */
  readonly before: readonly string[];
  /** So many rows were added that the place is on a later page than it was, and looked for there. */
  readonly isMoved: boolean;
}

/** A place that is the beginning of a page. */
export const PAGE_START: Place = { offset: 0, after: [], before: [], isMoved: false };

// So many rows on either side may be deleted at once, and the place is still found.
const MARKS_KEPT = 10;
const MARK_LENGTH = 8;

/** The place behind so many rows of a page, by the rows around it where they have keys. */
export function placeAfter(keys: readonly string[], offset: number): Place {
  const after = keys.slice(Math.max(0, offset - MARKS_KEPT), offset).map(toMark);
  const before = keys.slice(offset, offset + MARKS_KEPT).map(toMark);
  return { offset, after, before, isMoved: false };
}

/**
 * Where in a page a place is now: behind the last row that is still there of those before it, or else at the first of those
 * behind it; undefined when none of them is on the page. Rows without keys are only counted.
 */
export function findPlace(keys: readonly string[], { offset, after, before }: Place): number | undefined {
  if (offset === 0 || keys.length === 0) return offset;
  const marks = keys.map(toMark);
  const last = marks.findLastIndex((mark) => after.includes(mark));
  if (last >= 0) return last + 1;
  const first = marks.findIndex((mark) => before.includes(mark));
  return first >= 0 ? first : undefined;
}

/** Whether every row of the page before the place has a mark: when none is found, none is there any more. */
export function areAllMarked({ offset, after }: Place): boolean {
  return after.length === offset;
}

/** Whether a token's word is a list of marks. */
export function areMarks(word: unknown): word is string[] {
  return (
    Array.isArray(word) &&
    word.length <= MARKS_KEPT &&
    word.every((mark) => typeof mark === 'string' && mark.length === MARK_LENGTH)
  );
}

/** A key is too long for a token, and names may end or begin alike. */
function toMark(key: string): string {
  return createHash('sha256').update(key).digest('base64url').slice(0, MARK_LENGTH);
}
