import { entityIdOf, type SortBy } from '@twilio-connector/entities';
import { invalidParameter } from '../../errors.js';
import type { Runtime } from '../../runtime/runtime.js';
import { MAX_PAGE_SIZE } from '../page.js';
import { booleanParameter, checkMembers, integerParameter, type RestRequest } from '../request.js';
import { entityId, entityTypeOf, isValidateOnly, named, readFields, writeCall } from './entity-request.js';
import * as writes from './writes.js';

/** `entities.list` */
export async function listEntities(runtime: Runtime, request: RestRequest) {
  const entityType = entityTypeOf(runtime, request);
  const { query, signal, onAttempt } = request;
  const conditions = query.get('conditions') ?? '';
  // Parameters of ours: Google's method has none of these.
  const maxRequests = positiveParameter(query, 'maxRequests');
  const allowParentScan = positiveParameter(query, 'allowParentScan');
  const sortBy = sortByOf(query);
  if (booleanParameter(query, 'explain')) {
    const explain = runtime.entities.explain(entityType, { conditions, sortBy });
    return { metadata: { twilio: { requests: 0, explain } } };
  }
  const { entities, nextPageToken, metadata } = await runtime.entities.list(entityType, {
    conditions,
    maxRequests,
    allowParentScan,
    pageSize: Math.min(integerParameter(query, 'pageSize') ?? 0, MAX_PAGE_SIZE),
    pageToken: query.get('pageToken') ?? undefined,
    sortBy,
    signal,
    onAttempt,
  });
  return {
    entities: entities.map((row) => ({ ...named(request, entityIdOf(entityType, row)), fields: row })),
    ...(nextPageToken && { nextPageToken }),
    metadata: { twilio: metadata },
  };
}

/** `entities.get` */
export async function getEntity(runtime: Runtime, request: RestRequest) {
  const entityType = entityTypeOf(runtime, request);
  const { signal, onAttempt } = request;
  const { entity, metadata } = await runtime.entities.get(entityType, entityId(request), {
    signal,
    onAttempt,
  });
  return { ...named(request, entityId(request)), fields: entity, metadata: { twilio: metadata } };
}

/** `entities.create` */
export async function createEntity(runtime: Runtime, request: RestRequest) {
  const { key, fields, metadata } = await writes.createEntity(writeCall(runtime, request, ''), readFields(request));
  return { ...named(request, key), ...(!isValidateOnly(request) && { fields }), metadata };
}

/** `entities.patch` */
export async function patchEntity(runtime: Runtime, request: RestRequest) {
  const call = writeCall(runtime, request, entityId(request));
  const { key, fields, metadata } = await writes.updateEntity(call, readFields(request));
  return { ...named(request, key), ...(key !== undefined && { fields }), metadata };
}

/** `entities.delete` */
export async function deleteEntity(runtime: Runtime, request: RestRequest) {
  checkMembers(request.body, []);
  const { key, metadata } = await writes.deleteEntity(writeCall(runtime, request, entityId(request)));
  return key === undefined ? { metadata } : {};
}

function positiveParameter(query: URLSearchParams, name: string): number | undefined {
  const value = integerParameter(query, name);
  if (value !== undefined && value < 1) throw invalidParameter(name, 'must be 1 or more');
  return value;
}

/** Google takes lists of columns and orders, and sorts by one column only. */
function sortByOf(query: URLSearchParams): SortBy | undefined {
  const [field, ...others] = query.getAll('sortBy').filter(Boolean);
  const [order = 'ASC', ...otherOrders] = query.getAll('sortOrder').filter(Boolean);
  if (others.length > 0 || otherOrders.length > 0) throw invalidParameter('sortBy', 'takes one column only');
  const direction = order.toUpperCase();
  if (direction !== 'ASC' && direction !== 'DESC') throw invalidParameter('sortOrder', 'must be ASC or DESC');
  return field === undefined ? undefined : { field, direction };
}
