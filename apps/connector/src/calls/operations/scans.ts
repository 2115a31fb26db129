import { type CompletedPart, findEntityType, type PageOfRows } from '@twilio-connector/entities';
import type { Runtime } from '../../runtime/runtime.js';
import type { OperationContext } from '../call.js';
import type { Query, Row } from './reads.js';

type Entities = Pick<Runtime, 'entities'>;
type Selection = Omit<Query, 'sortBy'>;

/** Rows of a scan. */
export type Page = Omit<PageOfRows<never>, 'rows'> & { readonly rows: readonly Row[] };

/** Selects the rows of a scan. */
export interface ScanQuery extends Selection {
  /** The maximum number of rows, the newest ones. Default: all. */
  readonly limit?: number | undefined;
  /** The parts that an earlier scan of the same query completed. */
  readonly completed?: readonly CompletedPart[] | undefined;
  /** The time on which relative times are based, in milliseconds since 1970. Default: the current time. */
  readonly timeMs?: number | undefined;
  /** Receives warnings about the result, when it is complete. */
  readonly onWarning: (warning: string) => void;
}

/** LIST, all pages, in any order and in parts. */
export async function* scanEntities(
  { entities }: Entities,
  { entityType, conditions = '', onWarning, ...options }: ScanQuery,
  { onSubject, origin, onAttempt, signal, reserve }: OperationContext,
): AsyncGenerator<Page> {
  const found = findEntityType(entities.catalog, entityType);
  onSubject({ operation: 'LIST', entityType }, { conditions });
  const pages = entities.scan(found, { ...options, conditions, origin, onAttempt, signal, reserve });
  yield* pages as AsyncIterable<Page>;
  for (const warning of pages.metadata.warnings) onWarning(warning);
}

/** The number of entities that a LIST would return. */
export async function countEntities(
  { entities }: Entities,
  { entityType, conditions = '', ...options }: Selection & { readonly isSerial?: boolean | undefined },
  { onSubject, origin, onAttempt, signal, reserve }: OperationContext,
): Promise<{ readonly count: number; readonly warnings: readonly string[] }> {
  const found = findEntityType(entities.catalog, entityType);
  onSubject({ operation: 'LIST', entityType }, { conditions });
  const { count, metadata } = await entities.count(found, {
    ...options,
    conditions,
    origin,
    onAttempt,
    signal,
    reserve,
  });
  return { count, warnings: metadata.warnings };
}
