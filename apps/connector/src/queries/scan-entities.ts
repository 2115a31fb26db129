import { type CallOptions, type ConditionOn, type EntityType, findEntityType } from '@twilio-connector/entities';
import type { Condition as SqlCondition, Scan, ScanPage, ScanRequest } from '@twilio-connector/sql';
import type { Catalog, Runtime } from '../runtime/runtime.js';
import { MAX_PAGE_SIZE, tablesOf } from './entity-tables.js';

/** The most parents that a scan reads. */
const MAX_PARENTS = 1000;
/** A first page of fewer rows takes as long. */
const LEAST_PAGE_SIZE = 100;

/** How the requests of a query are sent. */
export type ScanOptions = Pick<CallOptions, 'origin' | 'onAttempt' | 'reserve'> & {
  /** Called with each entity type that is read. */
  readonly onRead: (entityType: EntityType) => void;
};

/**
 * Reads entities as the rows of tables: page after page where their order or their first rows matter, and otherwise as fast as the
 * limits allow.
 */
export function createEntityScan(
  runtime: Pick<Runtime, 'entities'> & Pick<Catalog, 'actions'>,
  options: ScanOptions,
): Scan {
  const { entities } = runtime;
  const { entityTypeOf, propertyOf } = tablesOf(runtime);
  // PostgreSQL keeps the rows of all tables until the query ends.
  let kept = 0;
  const { reserve = () => {} } = options;
  const reserveBesides: ScanOptions['reserve'] = ({ held, expected }) => reserve({ held: kept + held, expected });
  return async function* (table, request) {
    const entityType = findEntityType(entities.catalog, entityTypeOf(table));
    options.onRead(entityType);
    const read = request.order === 'natural' || request.limit !== undefined ? readPages : readAll;
    const conditions = request.condition && toCondition(request.condition, (column) => propertyOf(table, column));
    const pages = read(entityType, { entities, request, conditions, options: { ...options, reserve: reserveBesides } });
    for await (const page of pages) {
      kept += bytesOf(page.rows, request.columns.length);
      reserveBesides({ held: 0, expected: 0 });
      yield page;
    }
  };
}

/** About what rows take in PostgreSQL, of which only the columns that the query uses are kept. */
function bytesOf(rows: ScanPage['rows'], usedColumns: number): number {
  const [first = {}] = rows;
  const columns = Math.max(1, Object.keys(first).length);
  return rows.length * JSON.stringify(first).length * Math.min(1, usedColumns / columns);
}

interface Reading {
  readonly entities: Runtime['entities'];
  readonly request: ScanRequest;
  readonly conditions: ConditionOn<EntityType> | undefined;
  readonly options: ScanOptions;
}

async function* readPages(entityType: EntityType, reading: Reading): AsyncGenerator<ScanPage> {
  const { entities, request } = reading;
  const { limit = MAX_PAGE_SIZE } = request;
  const pageSize = Math.min(MAX_PAGE_SIZE, Math.max(limit, LEAST_PAGE_SIZE));
  let pageToken: string | undefined;
  do {
    const query = { ...queryOf(reading), pageSize, ...(pageToken !== undefined && { pageToken }) };
    const page = await entities.list(entityType, query);
    pageToken = page.nextPageToken;
    yield { rows: page.entities, requests: page.metadata.requests, isLast: pageToken === undefined };
  } while (pageToken !== undefined);
}

async function* readAll(entityType: EntityType, reading: Reading): AsyncGenerator<ScanPage> {
  const pages = reading.entities.scan(entityType, queryOf(reading));
  let spent = 0;
  for await (const { rows } of pages) {
    const { requests } = pages.metadata;
    yield { rows, requests: requests - spent };
    spent = requests;
  }
}

function queryOf({
  request: { signal, allowsParentScan, maxRequests },
  conditions,
  options: { origin, onAttempt, reserve },
}: Reading) {
  const parents = allowsParentScan && { allowParentScan: Math.min(MAX_PARENTS, maxRequests) };
  return { origin, onAttempt, reserve, signal, ...parents, ...(conditions && { conditions }) };
}

function toCondition(condition: SqlCondition, propertyOf: (column: string) => string): ConditionOn<EntityType> {
  if ('and' in condition) return { and: condition.and.map((member) => toCondition(member, propertyOf)) };
  if ('or' in condition) return { or: condition.or.map((member) => toCondition(member, propertyOf)) };
  const field = propertyOf(condition.column);
  return condition.operator === 'IN'
    ? { field, operator: 'IN', value: condition.values }
    : { field, operator: condition.operator, value: condition.value };
}
