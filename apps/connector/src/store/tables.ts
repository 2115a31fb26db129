// Names and types that SQLite and PostgreSQL both have: documents and times are texts, times in ISO 8601 and UTC.

/** A Connection, whole, as v1 answers it. */
interface ConnectionTable {
  /** `projects/{project}/locations/{location}/connections/{connection}` */
  readonly name: string;
  readonly project: string;
  readonly location: string;
  /** JSON. */
  resource: string;
}

/** A long-running operation. */
interface OperationTable {
  /** `projects/{project}/locations/{location}/operations/{operation}` */
  readonly name: string;
  readonly project: string;
  readonly location: string;
  /** What it is about: the name of a connection. */
  readonly target: string;
  /** 0 or 1. */
  done: number;
  /** JSON, as v1 answers it. */
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

/** A caller's API token, without the token. */
interface TokenTable {
  readonly name: string;
  /** SHA-256 of the token, hexadecimal. */
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
  /** The number of the next version: none is used twice. */
  next_version: number;
}

/** One version of a secret: its value, encrypted. */
interface SecretVersionTable {
  readonly project: string;
  readonly secret: string;
  readonly version: number;
  state: 'ENABLED' | 'DISABLED' | 'DESTROYED';
  readonly create_time: string;
  destroy_time: string | null;
  /** 0 or 1: whether a checksum came with the value. */
  readonly has_checksum: number;
  /** As the cipher seals it; null once it is destroyed. */
  ciphertext: string | null;
}

/** Who did what, or was denied it. */
interface AuditTable {
  /** Sorts by time. */
  readonly id: string;
  readonly time: string;
  readonly caller: string;
  readonly method: string;
  readonly resource: string;
  /** A canonical code; `OK` when it was carried out. */
  readonly status: string;
  readonly reason: string | null;
}

/** A call that carries an `Idempotency-Key`. */
interface IdempotencyTable {
  readonly caller: string;
  readonly key: string;
  /** Of the request, encrypted: another one may not use the same key. */
  readonly fingerprint: string;
  readonly create_time: string;
  /** The result, encrypted, since it may hold what only its caller may see; null until there is one. */
  answer: string | null;
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
}
