import { randomUUID } from 'node:crypto';
import type { SortBy } from '@twilio-connector/entities';
import { ServerError } from '../connector/server-error.js';
import type { Row } from '../terminal/row.js';
import { type BulkOutcome, type BulkWay, type DataSource, type ListQuery, toScan } from './data-source.js';
import { createExports } from './exports-over-rest.js';
import { createQueries } from './queries-over-rest.js';
import { type Answer, BulkError, type Call, createCall, type Server } from './rest-call.js';

const PAGE_SIZE = 200;
const ALL = Number.POSITIVE_INFINITY;

/** A connector, which also plans lists. */
export interface ConnectorSource extends DataSource {
  /** The requests that a list would make, without sending them. */
  explain(entityType: string, query: Pick<ListQuery, 'where' | 'sortBy'>): Promise<unknown>;
}

type Reads = Pick<ConnectorSource, 'rows' | 'explain' | 'get'>;
type Writes = Pick<DataSource, 'create' | 'update' | 'delete' | 'updateMany' | 'deleteMany'>;

/** Reads and writes rows through the REST API of a connector. */
export function createOverRest(server: Server): ConnectorSource {
  let requests = 0;
  const onRequests = (count: number) => {
    requests += count;
  };
  const call = createCall(server, onRequests);
  const firstKey = () => server.idempotencyKey ?? randomUUID();
  const exports = createExports(server, onRequests);
  const reads = { ...createReads(call, exports.scan), ...createQueries(server, call, firstKey) };
  const parts = { ...reads, ...exports, ...createWrites(call, firstKey), ...createActions(call, firstKey) };
  const name = `${server.url}/v1/${server.connection}`;
  return { name, ...parts, requests: () => requests, close: async () => {} };
}

function createReads(call: Call, scan: DataSource['scan']): Reads {
  return {
    async rows(entityType, given) {
      const asScan = toScan(given);
      if (asScan) return scan(entityType, asScan);
      const { where = '', sortBy, limit = ALL, maxRequests = ALL, allParents, signal, onRows, warn } = given;
      const parents = allParents !== undefined && { allowParentScan: String(allParents) };
      const order = toOrder(sortBy);
      let left = limit;
      let requests = 0;
      let pageToken: string | undefined = '';
      while (pageToken !== undefined && left > 0) {
        if (requests >= maxRequests) throw tooManyRequests(requests);
        const cost = maxRequests < ALL && { maxRequests: String(maxRequests - requests) };
        const pageSize = String(Math.min(PAGE_SIZE, left));
        const query = new URLSearchParams({ ...order, ...parents, ...cost, conditions: where, pageSize, pageToken });
        const path = `${entitiesOf(entityType)}?${query.toString()}`;
        const { entities = [], nextPageToken, warnings, requests: spent }: Answer = await call(path, { signal });
        requests += spent;
        for (const warning of warnings) warn(warning);
        await onRows(entities.map(({ fields }) => fields));
        left -= entities.length;
        pageToken = nextPageToken;
      }
    },
    async explain(entityType, { where = '', sortBy }) {
      const query = new URLSearchParams({ ...toOrder(sortBy), conditions: where, explain: 'true' });
      return (await call(`${entitiesOf(entityType)}?${query.toString()}`)).explain;
    },
    get: async (entityType, key, signal) =>
      (await call(`${entitiesOf(entityType)}/${enc(key)}`, { signal })).fields ?? {},
  };
}

function toOrder(sortBy: SortBy | undefined) {
  return sortBy && { sortBy: sortBy.field, sortOrder: sortBy.direction ?? 'ASC' };
}

function tooManyRequests(made: number): ServerError {
  const message = `The list needs more requests to Twilio than --max-requests allows; it made ${made}.`;
  return new ServerError(message, 'TOO_MANY_REQUESTS');
}

/** @param firstKey makes the idempotency key of a write; calls that continue it have random keys */
function createWrites(call: Call, firstKey: () => string): Writes {
  const send = async (path: string, method: string, fields?: Row) =>
    call(path, { method, idempotencyKey: firstKey(), ...(fields && { body: { fields } }) });
  const sendMany = (path: string, way: BulkWay, fields?: Row) => {
    const body = fields && { fields };
    return untilComplete(
      (idempotencyKey) => call(path, { method: 'POST', body, signal: way.signal, idempotencyKey }),
      firstKey,
      way,
    );
  };
  return {
    create: async (entityType, fields) =>
      (await send(`${entitiesOf(entityType)}?view=FULL`, 'POST', fields)).fields ?? {},
    update: async (entityType, key, fields) =>
      (await send(`${entitiesOf(entityType)}/${enc(key)}?view=FULL`, 'PATCH', fields)).fields ?? {},
    async delete(entityType, key) {
      await send(`${entitiesOf(entityType)}/${enc(key)}`, 'DELETE');
    },
    updateMany: (entityType, where, fields, way) =>
      sendMany(`${entitiesOf(entityType)}:updateEntitiesWithConditions?conditions=${enc(where)}`, way, fields),
    deleteMany: (entityType, where, way) =>
      sendMany(`${entitiesOf(entityType)}:deleteEntitiesWithConditions?conditions=${enc(where)}`, way),
  };
}

/**
 * Repeats a bulk write that reached its time limit, as long as each call makes progress. The total comes from the first call,
 * because later calls no longer find deleted entities.
 */
async function untilComplete(
  send: (idempotencyKey: string) => Promise<Answer>,
  firstKey: () => string,
  { onProgress }: BulkWay,
): Promise<BulkOutcome> {
  let first: BulkOutcome | undefined;
  let left = Number.POSITIVE_INFINITY;
  for (;;) {
    const outcome = await send(first ? randomUUID() : firstKey()).then(
      ({ bulk }) => bulk,
      (error: unknown) => {
        if (error instanceof BulkError) return error.bulk;
        throw error;
      },
    );
    if (!outcome)
      throw new ServerError('The response of the connector lacks the outcome of the bulk write.', 'UNREADABLE_ANSWER');
    first ??= outcome;
    const { failed, notReached } = outcome;
    const total = { ...outcome, found: first.found, done: first.found - failed.length - notReached };
    onProgress(total);
    if (notReached === 0 || notReached >= left || failed.length > 0) return total;
    left = notReached;
  }
}

function createActions(call: Call, firstKey: () => string): Pick<DataSource, 'execute' | 'download'> {
  const execute = async (action: string, parameters: Row, idempotencyKey?: string) => {
    const path = `actions/${enc(action)}:execute`;
    return (await call(path, { method: 'POST', body: { parameters }, idempotencyKey })).results ?? [];
  };
  return {
    execute: (action, parameters) => execute(action, parameters, firstKey()),
    async download(action, parameters) {
      // No idempotency key: a download only reads, and the connector must not record the file.
      const [file] = await execute(action, parameters);
      return new Blob([Buffer.from(file?.Content as string, 'base64')]).stream();
    },
  };
}

function entitiesOf(entityType: string): string {
  return `entityTypes/${enc(entityType)}/entities`;
}

function enc(text: string): string {
  return encodeURIComponent(text);
}
