import {
  type CallMetadata,
  type EntityType,
  type Explanation,
  findEntityType,
  type SortBy,
} from '@twilio-connector/entities';
import type { Runtime } from '../../runtime/runtime.js';
import type { OperationContext } from '../call.js';

export type Row = Readonly<Record<string, unknown>>;
type Entities = Pick<Runtime, 'entities'>;

/** Selects entities and their order. */
export interface Query {
  readonly entityType: string;
  /** The condition, as after WHERE in SQL. Default: all entities. */
  readonly conditions?: string | undefined;
  readonly sortBy?: SortBy | undefined;
  /** The maximum number of requests to Twilio; the call fails if it needs more. Default: no limit. */
  readonly maxRequests?: number | undefined;
  /** The maximum number of parents to read if the condition names none. */
  readonly allowParentScan?: number | undefined;
}

/** A page of entities. */
export interface EntityPage {
  readonly entityType: EntityType;
  readonly rows: readonly Row[];
  readonly nextPageToken?: string;
  readonly metadata: CallMetadata;
}

/** LIST, one page. */
export async function listEntities(
  { entities }: Entities,
  query: Query & { readonly pageSize?: number | undefined; readonly pageToken?: string | undefined },
  { onSubject, origin, onAttempt, signal, reserve }: OperationContext,
): Promise<EntityPage> {
  const { entityType: name, conditions = '', ...options } = query;
  const entityType = findEntityType(entities.catalog, name);
  onSubject({ operation: 'LIST', entityType: name });
  const page = await entities.list(entityType, { ...options, conditions, origin, onAttempt, signal, reserve });
  const { entities: rows, nextPageToken, metadata } = page;
  return { entityType, rows, metadata, ...(nextPageToken !== undefined && { nextPageToken }) };
}

/** LIST, all pages, row by row. `onWarning` receives warnings about the result. */
export async function* readRows(
  { entities }: Entities,
  query: Query & { readonly limit?: number | undefined; readonly onWarning: (warning: string) => void },
  { onSubject, origin, onAttempt, signal, reserve }: OperationContext,
): AsyncGenerator<Row> {
  const { entityType, conditions = '', onWarning, ...options } = query;
  const found = findEntityType(entities.catalog, entityType);
  onSubject({ operation: 'LIST', entityType });
  const how = { ...options, conditions, origin, onAttempt, signal, reserve, priority: 'bulk' as const };
  const rows = entities.rows(found, how);
  yield* rows;
  for (const warning of rows.metadata.warnings) onWarning(warning);
}

/** Explains how a LIST would be carried out. Sends nothing to Twilio. */
export function explainList({ entities }: Entities, { entityType, conditions = '', sortBy }: Query): Explanation {
  return entities.explain(findEntityType(entities.catalog, entityType), { conditions, sortBy });
}

/** GET */
export async function getEntity(
  { entities }: Entities,
  { entityType: name, id }: { readonly entityType: string; readonly id: string },
  { onSubject, origin, onAttempt, signal }: OperationContext,
): Promise<{ readonly row: Row; readonly metadata: CallMetadata }> {
  const entityType = findEntityType(entities.catalog, name);
  onSubject({ operation: 'GET', entityType: name });
  const found = await entities.get(entityType, id, { origin, onAttempt, signal });
  return { row: found.entity, metadata: found.metadata };
}
