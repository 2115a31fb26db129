import { createHash } from 'node:crypto';

/** A place within a Twilio page that can be found again after rows were added or deleted. */
export interface Place {
  /** The number of processed rows of the page. */
  readonly offset: number;
  /** Marks of the last processed rows. */
  readonly after: readonly string[];
  /** Marks of the first unprocessed rows. They locate the place if all rows in `after` were deleted. */
  readonly before: readonly string[];
  /** Whether added rows moved the place to a later page, where the search continues. */
  readonly isMoved: boolean;
}

/** The start of a page. */
export const PAGE_START: Place = { offset: 0, after: [], before: [], isMoved: false };

// The number of marks on each side. The place is lost only if all of these rows were deleted.
const MARKS_KEPT = 10;
const MARK_LENGTH = 8;

/** Creates the place after a number of rows of a page, marked by the keys around it, if there are keys. */
export function placeAfter(keys: readonly string[], offset: number): Place {
  const after = keys.slice(Math.max(0, offset - MARKS_KEPT), offset).map(toMark);
  const before = keys.slice(offset, offset + MARKS_KEPT).map(toMark);
  return { offset, after, before, isMoved: false };
}

/**
 * Finds a place on a page: after the last remaining row of those before it, or else at the first row after it. Undefined
 * if none of them is on the page. Rows without keys are counted.
 */
export function findPlace(keys: readonly string[], { offset, after, before }: Place): number | undefined {
  if (offset === 0 || keys.length === 0) return offset;
  const marks = keys.map(toMark);
  const last = marks.findLastIndex((mark) => after.includes(mark));
  if (last >= 0) return last + 1;
  const first = marks.findIndex((mark) => before.includes(mark));
  return first >= 0 ? first : undefined;
}

/** Whether every row before the place has a mark, so that not finding any mark means that all were deleted. */
export function areAllMarked({ offset, after }: Place): boolean {
  return after.length === offset;
}

/** Whether a decoded value is a list of marks. */
export function areMarks(value: unknown): value is string[] {
  return (
    Array.isArray(value) &&
    value.length <= MARKS_KEPT &&
    value.every((mark) => typeof mark === 'string' && mark.length === MARK_LENGTH)
  );
}

/** Hashes a key: the key itself is too long for a token, and a prefix or suffix may be ambiguous. */
function toMark(key: string): string {
  return createHash('sha256').update(key).digest('base64url').slice(0, MARK_LENGTH);
}
