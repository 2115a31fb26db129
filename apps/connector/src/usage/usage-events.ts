/** The part of a finished HTTP attempt at Twilio that usage counts. */
export interface AttemptUsage {
  readonly connection: string;
  /** Absent if there was no answer. */
  readonly status?: number | undefined;
  /** A code such as `ECONNRESET`, if there was no readable answer. */
  readonly error?: string | undefined;
  readonly durationMs: number;
  /** The time that the attempt waited for a slot. */
  readonly waitMs: number;
  /** 1 for the first attempt of a request. */
  readonly attempt: number;
  /** Milliseconds since 1970. */
  readonly endMs: number;
}

/** The part of a finished call that usage counts. */
export interface CallUsage {
  readonly record: {
    readonly resource: string;
    readonly operation?: string | undefined;
    readonly entityType?: string | undefined;
    readonly action?: string | undefined;
    /** Milliseconds since 1970. */
    readonly startMs: number;
    readonly durationMs: number;
  };
  /** Absent if the call succeeded. */
  readonly failure?: { readonly code: string; readonly reason: string } | undefined;
}

/** The number of nodes of a connection changed. */
export interface NodesUsage {
  readonly connection: string;
  readonly to: number;
  /** Milliseconds since 1970. */
  readonly atMs: number;
}

/** A connection that exists. */
export interface KnownConnection {
  readonly name: string;
  /** 0 if the connection is suspended. */
  readonly nodes: number;
  /** Such as `ACTIVE`. */
  readonly state: string;
}
