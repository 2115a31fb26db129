// Ids that sort by time, for tables whose rows are listed and deleted in the order of time.

const ID = /^[0-9a-f]{24}$/;
const MAX_MS = 2 ** 48 - 1;

/** An event may arrive so much later than it happened: a call is reported after its audit record has been written. */
const MAX_LATE_MS = 5000;
const MAX_COUNT = 0xffff;

const RANDOM_DIGITS = 8;
/** Those of 256 ids. */
const RANDOM_BYTES = 1024;

/**
 * Creates ids of hexadecimal digits: 12 for the time, 4 for a counter within the millisecond, and 8 random ones. An id sorts after
 * those made before, so that a reader that continues after the last one misses none: a time up to five seconds earlier than the last one
 * is replaced by the last one. An even earlier one means that the clock was set back.
 */
export function createIds(random: (bytes: number) => Uint8Array): (ms: number) => string {
  const nextDigits = createDigits(random);
  let last = { ms: Number.NEGATIVE_INFINITY, count: 0 };
  return (ms) => {
    if (ms > last.ms || ms < last.ms - MAX_LATE_MS) last = { ms, count: 0 };
    else if (last.count < MAX_COUNT) last = { ms: last.ms, count: last.count + 1 };
    else last = { ms: last.ms + 1, count: 0 };
    return idAt(last.ms) + last.count.toString(16).padStart(4, '0') + nextDigits();
  };
}

/** Creates eight random digits at a time. The random bytes of many ids cost as much as those of one. */
function createDigits(random: (bytes: number) => Uint8Array): () => string {
  let digits = '';
  let used = 0;
  return () => {
    if (used === digits.length) [digits, used] = [Buffer.from(random(RANDOM_BYTES)).toString('hex'), 0];
    return digits.slice(used, (used += RANDOM_DIGITS));
  };
}

/** The prefix of all ids of a millisecond; sorts before them. */
export function idAt(ms: number): string {
  return Math.min(Math.max(ms, 0), MAX_MS).toString(16).padStart(12, '0');
}

/** Whether a text has the shape of an id. */
export function isId(text: string): boolean {
  return ID.test(text);
}

/** The millisecond of an id. */
export function msOf(id: string): number {
  return Number.parseInt(id.slice(0, 12), 16);
}
