import type { EntityType } from '@twilio-connector/entities';
import type { ExportColumn } from '../formats/columns.js';
import type { ReplicationMethod } from './catalog.js';

/** A stream to read. */
export interface Stream {
  readonly entityType: EntityType;
  readonly columns: readonly ExportColumn[];
  /** `INCREMENTAL` only if the entity type has a window column. */
  readonly method: ReplicationMethod;
  /** The condition; empty for all entities. */
  readonly conditions: string;
  readonly lookBackMs: number;
  /** The time from which rows are read without a bookmark, in milliseconds since 1970. */
  readonly startDateMs: number | undefined;
}

/** The column by which newer records are told; undefined if the table is replaced as a whole. */
export function replicationKeyOf({ entityType, method }: Stream): string | undefined {
  return method === 'INCREMENTAL' ? entityType.window?.column : undefined;
}
