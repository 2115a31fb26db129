// Ids that sort by time, for tables whose rows are listed and deleted in the order of time.

const ID = /^[0-9a-f]{24}$/;
const MAX_MS = 2 ** 48 - 1;

/** Creates ids of hexadecimal digits: 12 for the time, 4 for a counter within the millisecond, and 8 random ones. */
export function createIds(random: (bytes: number) => Uint8Array): (ms: number) => string {
  let last = { ms: 0, count: 0 };
  return (ms) => {
    last = { ms, count: ms === last.ms ? (last.count + 1) % 0x1_0000 : 0 };
    return idAt(ms) + last.count.toString(16).padStart(4, '0') + Buffer.from(random(4)).toString('hex');
  };
}

/** What every id of that millisecond starts with; sorts before all of them. */
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
