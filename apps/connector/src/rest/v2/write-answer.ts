import { type CallMetadata, type EntityType, keyOf } from '@twilio-connector/entities';
import type { BulkReport } from '../../calls/operations/bulk-report.js';
import type { Row } from '../../calls/operations/reads.js';
import type { WritePlan, WriteResult } from '../../calls/operations/writes.js';

/** What an answer shows of the row that was written: `BASIC` what Google's connector returns, `FULL` every column. */
export const VIEWS = ['BASIC', 'FULL'] as const;
type View = (typeof VIEWS)[number];

/** The answer to a write: the columns of the row, and metadata about the write. */
export interface WriteAnswer {
  readonly key?: string;
  readonly fields: Row;
  readonly metadata: {
    readonly twilio: Partial<CallMetadata> & { readonly bulk?: BulkReport } & Partial<WritePlan>;
  };
}

/** Converts the result of a write to its answer over v2 and the task. */
export function toWriteAnswer(
  operation: 'CREATE' | 'UPDATE' | 'DELETE',
  result: WriteResult,
  view: View = 'BASIC',
): WriteAnswer {
  switch (result.kind) {
    case 'one': {
      const { entityType, key, row, metadata } = result;
      const columns = operation === 'DELETE' ? [] : answerColumns(entityType, operation);
      const fields = view === 'FULL' ? row : Object.fromEntries(columns.map((column) => [column, row[column]]));
      return { ...(key !== undefined && { key }), fields, metadata: { twilio: metadata } };
    }
    case 'many':
      return { fields: {}, metadata: { twilio: { ...result.metadata, bulk: result.report } } };
    case 'dry run':
      return { fields: {}, metadata: { twilio: { requests: 0, ...result.plan } } };
  }
}

/** The columns of the row in the answer to a write: the key, unless the declaration names other columns. */
export function answerColumns(entityType: EntityType, operation: 'CREATE' | 'UPDATE'): readonly string[] {
  const key = keyOf(entityType);
  return entityType.answer?.[operation] ?? (key === undefined ? [] : [key]);
}
