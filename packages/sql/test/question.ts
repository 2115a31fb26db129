/** A query, how many requests it may take, and what its answer is compared with. */
export interface Question {
  readonly sql: string;
  readonly requests: number;
  readonly parameters?: readonly string[];
  readonly timeZone?: string;
  /** Rows of the answer come from here, in any number up to its own; for LIMIT without ORDER BY. */
  readonly from?: string;
}
