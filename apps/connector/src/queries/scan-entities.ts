import { type CallOptions, type ConditionOn, type EntityType, findEntityType } from '@twilio-connector/entities';
import type { Condition as SqlCondition, Scan, ScanPage, ScanRequest } from '@twilio-connector/sql';
import type { Runtime } from '../runtime/runtime.js';
import { toSqlName } from './table-names.js';

/** Twilio returns no more at once. */
const MAX_PAGE_SIZE = 1000;
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
export function createEntityScan({ entities }: Pick<Runtime, 'entities'>, options: ScanOptions): Scan {
  const names = new Map(Object.keys(entities.catalog).map((name) => [toSqlName(name), name]));
  // PostgreSQL keeps the rows of all tables until the query ends.
  let kept = 0;
  const { reserve = () => {} } = options;
  const reserveBesides: ScanOptions['reserve'] = ({ held, expected }) => reserve({ held: kept + held, expected });
  return async function* (table, request) {
    const entityType = findEntityType(entities.catalog, names.get(table) ?? table);
    options.onRead(entityType);
    const read = request.order === 'natural' || request.limit !== undefined ? readPages : readAll;
    const pages = read(entityType, { entities, request, options: { ...options, reserve: reserveBesides } });
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
  readonly options: ScanOptions;
}

async function* readPages(entityType: EntityType, reading: Reading): AsyncGenerator<ScanPage> {
  const { entities, request } = reading;
  const { limit = MAX_PAGE_SIZE } = request;
  const pageSize = Math.min(MAX_PAGE_SIZE, Math.max(limit, LEAST_PAGE_SIZE));
  let pageToken: string | undefined;
  do {
    const query = { ...queryOf(entityType, reading), pageSize, ...(pageToken !== undefined && { pageToken }) };
    const page = await entities.list(entityType, query);
    pageToken = page.nextPageToken;
    yield { rows: page.entities, requests: page.metadata.requests, isLast: pageToken === undefined };
  } while (pageToken !== undefined);
}

async function* readAll(entityType: EntityType, reading: Reading): AsyncGenerator<ScanPage> {
  const pages = reading.entities.scan(entityType, queryOf(entityType, reading));
  let spent = 0;
  for await (const { rows } of pages) {
    const { requests } = pages.metadata;
    yield { rows, requests: requests - spent };
    spent = requests;
  }
}

function queryOf(entityType: EntityType, { request, options: { origin, onAttempt, reserve } }: Reading) {
  const conditions = request.condition && toCondition(entityType, request.condition);
  return { origin, onAttempt, reserve, signal: request.signal, ...(conditions && { conditions }) };
}

function toCondition(entityType: EntityType, condition: SqlCondition): ConditionOn<EntityType> {
  if ('and' in condition) return { and: condition.and.map((member) => toCondition(entityType, member)) };
  if ('or' in condition) return { or: condition.or.map((member) => toCondition(entityType, member)) };
  const field = Object.keys(entityType.fields).find((name) => toSqlName(name) === condition.column) ?? condition.column;
  return condition.operator === 'IN'
    ? { field, operator: 'IN', value: condition.values }
    : { field, operator: condition.operator, value: condition.value };
}
