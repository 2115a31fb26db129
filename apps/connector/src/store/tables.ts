// Only names and types that SQLite and PostgreSQL share. Documents and times are texts; times are ISO 8601 in UTC.

/** A connection. */
interface ConnectionTable {
  /** `projects/{project}/locations/{location}/connections/{connection}` */
  readonly name: string;
  readonly project: string;
  readonly location: string;
  /** JSON: the complete Connection resource of v1. */
  resource: string;
}

/** A long-running operation. */
interface OperationTable {
  /** `projects/{project}/locations/{location}/operations/{operation}` */
  readonly name: string;
  readonly project: string;
  readonly location: string;
  /** The name of the connection that it changes. */
  readonly target: string;
  /** 0 or 1. */
  done: number;
  /** JSON: the Operation resource of v1. */
  resource: string;
  readonly create_time: string;
}

/** The IAM policy of a project or a connection. */
interface PolicyTable {
  /** `projects/{project}`, or the name of a connection. */
  readonly resource: string;
  /** JSON: `{bindings: [{role, members}]}`. */
  policy: string;
  etag: string;
}

/** An API token of a caller, without the token itself. */
interface TokenTable {
  readonly name: string;
  /** SHA-256 of the token, in hexadecimal. */
  readonly hash: string;
  readonly create_time: string;
  readonly expire_time: string | null;
  revoke_time: string | null;
}

/** A secret of the vault. */
interface SecretTable {
  readonly project: string;
  readonly secret: string;
  /** JSON. */
  readonly labels: string;
  readonly create_time: string;
  /** The number of the next version. Numbers are never reused. */
  next_version: number;
}

/** A version of a secret, with its encrypted value. */
interface SecretVersionTable {
  readonly project: string;
  readonly secret: string;
  readonly version: number;
  state: 'ENABLED' | 'DISABLED' | 'DESTROYED';
  readonly create_time: string;
  destroy_time: string | null;
  /** 0 or 1: whether the caller sent a checksum with the value. */
  readonly has_checksum: number;
  /** The sealed value; null once the version is destroyed. */
  ciphertext: string | null;
}

/** A call in the audit log, carried out or refused. */
interface AuditTable {
  /** Sorts in the order of time. */
  readonly id: string;
  readonly time: string;
  readonly caller: string;
  readonly method: string;
  readonly resource: string;
  /** A canonical code; `OK` if the call was carried out. */
  readonly status: string;
  readonly reason: string | null;
  /** The id of the resource's project; empty for the server itself. */
  readonly project: string;
  /** The id of the call; null in a record that stands for several calls, and in records of earlier versions. */
  readonly call_id: string | null;
  /** The entity that the call wrote, below its connection: `entityTypes/{type}/entities/{id}`. */
  readonly entity: string | null;
  /** The number of calls that the record stands for: more than 1 only for denied calls that were summed up. */
  readonly count: number;
}

/** A call with an `Idempotency-Key`. */
interface IdempotencyTable {
  readonly caller: string;
  readonly key: string;
  /** Fingerprint of the request, encrypted. Another request must not use the same key. */
  readonly fingerprint: string;
  readonly create_time: string;
  /** The result, encrypted, since it may hold what only its caller may see; null until there is one. */
  answer: string | null;
  /** The size and the digest of a result that is too large to keep, encrypted. The call was carried out. */
  answer_digest: string | null;
}

/** An entry of the log of a connection. */
interface LogEntryTable {
  /** Sorts in the order of time, and tells the time. */
  readonly id: string;
  /** The full name of the connection, which may have been deleted. */
  readonly connection: string;
  /** Google's number of the severity: 100 for DEBUG to 500 for ERROR. */
  readonly severity: number;
  /** The id of the call that the entry is about, if any. */
  readonly call_id: string | null;
  /** Whether the entry is the first, the last or the only one of its call. */
  readonly place: 'first' | 'last' | 'only' | null;
  readonly receive_time: string;
  /** JSON. */
  readonly payload: string;
}

/** A connection that has log entries. */
interface LogSourceTable {
  /** The full name of the connection. */
  readonly connection: string;
  readonly project: string;
  /** The number and the size of its entries. */
  entries: number;
  bytes: number;
}

/** A connection that has usage. It may have been deleted. */
interface UsageConnectionTable {
  /** A short stand-in for the name. */
  readonly id: number;
  readonly name: string;
  delete_time: string | null;
}

/** The usage of a connection in one or several consecutive intervals. */
interface UsageTable {
  /** The id in `usage_connections`. */
  readonly connection: number;
  /** The length of an interval in minutes: 1 or 60. */
  readonly step: number;
  /** The start of the first interval, in minutes since 1970. */
  readonly start: number;
  /** The process that counted, so that the rows of several processes add up; 0 for a sum over all of them. */
  readonly writer: number;
  /** The number of consecutive intervals. */
  length: number;
  /** JSON: a `StoredPoint`, the same for every interval, or a list of them; null where nothing is known. */
  point: string;
}

/** A browser that is signed in. */
interface SessionTable {
  /** SHA-256 of the session's id, in hexadecimal. */
  readonly hash: string;
  readonly member: string;
  /** HMAC-SHA-256 of the credentials that it was started with, with its id as the key, in hexadecimal. */
  readonly proof: string;
  readonly create_time: string;
  readonly expire_time: string;
  /** When it was last used, to the minute. */
  use_time: string;
}

/** A fact about the store itself. */
interface PropertyTable {
  readonly name: string;
  value: string;
}

/** Every table of the store. */
export interface Tables {
  readonly connections: ConnectionTable;
  readonly operations: OperationTable;
  readonly policies: PolicyTable;
  readonly tokens: TokenTable;
  readonly secrets: SecretTable;
  readonly secret_versions: SecretVersionTable;
  readonly audit: AuditTable;
  readonly idempotency: IdempotencyTable;
  readonly log_entries: LogEntryTable;
  readonly log_sources: LogSourceTable;
  readonly sessions: SessionTable;
  readonly properties: PropertyTable;
  readonly usage_connections: UsageConnectionTable;
  readonly usage: UsageTable;
}
