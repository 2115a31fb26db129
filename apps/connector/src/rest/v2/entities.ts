import { type CallMetadata, type EntityType, findEntityType, keyOf, type SortBy } from '@twilio-connector/entities';
import type { Runtime } from '../../runtime.js';
import { connectionNameOf } from '../connection.js';
import { badRequest, RestError } from '../errors.js';
import { MAX_PAGE_SIZE } from '../page.js';
import { checkMembers, integerParameter, invalidParameter, type RestRequest } from '../request.js';

type Row = Readonly<Record<string, unknown>>;

/** `entities.list` */
export async function listEntities(runtime: Runtime, request: RestRequest) {
  const entityType = entityTypeOf(runtime, request);
  const { query, signal, onAttempt } = request;
  const { entities, nextPageToken, metadata } = await runtime.entities.list(entityType, {
    ...(query.get('conditions') && { conditions: query.get('conditions') ?? '' }),
    pageSize: Math.min(integerParameter(query, 'pageSize') ?? 0, MAX_PAGE_SIZE),
    pageToken: query.get('pageToken') ?? undefined,
    sortBy: sortByOf(query),
    signal,
    onAttempt,
  });
  return {
    entities: entities.map((row) => ({ name: entityName(request, row[keyOf(entityType)]), fields: row })),
    ...(nextPageToken && { nextPageToken }),
    metadata: toMetadata(metadata),
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
  return { name: entityName(request, entityId(request)), fields: entity, metadata: toMetadata(metadata) };
}

/** `entities.create` */
export async function createEntity(runtime: Runtime, request: RestRequest) {
  const entityType = entityTypeOf(runtime, request);
  const fields = readFields(request);
  const { onAttempt } = request;
  const { entity, metadata } = await runtime.entities.create(entityType, fields, { onAttempt });
  const name = entityName(request, (entity as Row)[keyOf(entityType)]);
  return { name, fields: answerFields(entityType, 'CREATE', entity), metadata: toMetadata(metadata) };
}

/** `entities.patch` */
export async function patchEntity(runtime: Runtime, request: RestRequest) {
  const entityType = entityTypeOf(runtime, request);
  const fields = readFields(request);
  const { onAttempt } = request;
  const key = entityId(request);
  const { entity, metadata } = await runtime.entities.update(entityType, key, fields, { onAttempt });
  const name = entityName(request, key);
  return { name, fields: answerFields(entityType, 'UPDATE', entity), metadata: toMetadata(metadata) };
}

/** `entities.delete` */
export async function deleteEntity(runtime: Runtime, request: RestRequest) {
  checkMembers(request.body, []);
  const entityType = entityTypeOf(runtime, request);
  await runtime.entities.delete(entityType, entityId(request), { onAttempt: request.onAttempt });
  return {};
}

/** `entities.updateEntitiesWithConditions` */
export async function updateEntitiesWithConditions(runtime: Runtime, request: RestRequest) {
  const entityType = entityTypeOf(runtime, request);
  const fields = readFields(request);
  const selector = { conditions: requiredConditions(request) };
  const { onAttempt } = request;
  const { entity, metadata } = await runtime.entities.update(entityType, selector, fields, { onAttempt });
  return { response: answerFields(entityType, 'UPDATE', entity), metadata: toMetadata(metadata) };
}

/** `entities.deleteEntitiesWithConditions` */
export async function deleteEntitiesWithConditions(runtime: Runtime, request: RestRequest) {
  checkMembers(request.body, []);
  const entityType = entityTypeOf(runtime, request);
  const selector = { conditions: requiredConditions(request) };
  await runtime.entities.delete(entityType, selector, { onAttempt: request.onAttempt });
  return {};
}

function entityTypeOf({ entities }: Runtime, { params }: RestRequest): EntityType {
  return findEntityType(entities.catalog, params.entityTypesId ?? '');
}

function entityId({ params }: RestRequest): string {
  return params.entitiesId ?? '';
}

function entityName({ params }: RestRequest, key: unknown): string {
  return `${connectionNameOf(params)}/entityTypes/${params.entityTypesId}/entities/${String(key)}`;
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

function readFields({ body }: RestRequest): Row {
  checkMembers(body, ['name', 'fields', 'metadata']);
  const { fields = {} } = body;
  if (typeof fields === 'object' && fields !== null && !Array.isArray(fields)) return fields as Row;
  throw new RestError('INVALID_ARGUMENT', 'The member "fields" must be an object of columns and values.', {
    reason: 'INVALID_INPUT',
    details: [badRequest([{ field: 'fields', description: 'must be an object of columns and values' }])],
  });
}

function requiredConditions({ query }: RestRequest): string {
  const conditions = query.get('conditions') ?? '';
  if (conditions.trim() !== '') return conditions;
  throw invalidParameter('conditions', "must not be empty: name the entity, such as Sid = '…'");
}

/** What Google's answer to a write shows of the row: the key, unless the declaration says otherwise. */
export function answerFields(entityType: EntityType, operation: 'CREATE' | 'UPDATE', row: Row): Row {
  const names = entityType.answer?.[operation] ?? [keyOf(entityType)];
  return Object.fromEntries(names.map((name) => [name, row[name]]));
}

function toMetadata(metadata: CallMetadata) {
  return { twilio: metadata };
}
