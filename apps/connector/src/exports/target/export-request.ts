import type { Compression } from '../formats/compression.js';
import type { ExportFormat } from '../formats/format.js';

/** What is exported, and how. An export can be resumed only if it is the same. */
export interface ExportRequest {
  /** The account, or the connector and its connection, from which the rows come. */
  readonly source: string;
  readonly entityType: string;
  /** The condition, as after WHERE in SQL; empty for all entities. */
  readonly where: string;
  /** The columns, in order. */
  readonly fields: readonly string[];
  readonly limit: number | null;
  /** The most parents that are read if the condition names none. */
  readonly allParents: number | null;
  readonly format: ExportFormat;
  readonly compression: Compression | null;
}
