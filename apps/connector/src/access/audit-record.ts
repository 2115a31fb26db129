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
  /** The entity that was written, below its connection: `entityTypes/Messages/entities/SM…`. Absent unless it is one with a SID. */
  readonly entity?: string;
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
