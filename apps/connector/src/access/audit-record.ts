/** A write or a denied call. Never contains the content of a request or an answer. */
export interface AuditEntry {
  /** The id of the call. Absent in a record of several calls. */
  readonly callId?: string;
  /** The caller's member. */
  readonly caller: string;
  /** The id of the method. */
  readonly method: string;
  /** `projects/{project}…`; empty for the server itself. */
  readonly resource: string;
  /** A canonical code; `OK` for success. */
  readonly status: string;
  readonly reason?: string;
}

/** An entry as it is stored. */
export interface AuditRecord extends AuditEntry {
  /** Sorts by time. */
  readonly id: string;
  /** ISO 8601. */
  readonly time: string;
  /**
   * The number of calls, in a record that sums up denied calls of one caller. Its `method` is `*` if they called several methods,
   * and its resource is the project or the resource that they have in common.
   */
  readonly count?: number;
}

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

export function isId(text: string): boolean {
  return ID.test(text);
}
