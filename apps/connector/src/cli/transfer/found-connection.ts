/** A connection that was found in a file. */
export interface FoundConnection {
  /** Where it was found, such as `main.tf: google_integration_connectors_connection.twilio`. */
  readonly source: string;
  /** Its full name; undefined if a part of it could not be read. */
  readonly name: string | undefined;
  /** In Google's shape, not validated. */
  readonly resource: Readonly<Record<string, unknown>>;
  /** Why it cannot be imported, one sentence each; empty if it can. */
  readonly obstacles: readonly string[];
  /** Its arguments that are not part of a connection, such as `lifecycle`. */
  readonly leftOut: readonly string[];
  /** Whether the file names arguments as Terraform does. */
  readonly isTerraform: boolean;
}

/** What was found in all files. */
export interface Found {
  readonly connections: readonly FoundConnection[];
  /** What else the files declare, with the file of each. */
  readonly others: readonly string[];
}
