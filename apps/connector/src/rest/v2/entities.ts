import { entityIdOf, type SortBy } from '@twilio-connector/entities';
import { explainList, getEntity, listEntities, type Row } from '../../calls/operations/reads.js';
import { createEntity, deleteEntities, updateEntities } from '../../calls/operations/writes.js';
import { MAX_ITEMS_PER_ANSWER } from '../../calls/page-size.js';
import { invalidParameter } from '../../errors.js';
import { objectMember } from '../body.js';
import { defineMethod } from '../method.js';
import { PAGE } from '../page.js';
import { flag, oneOf, positive, requiredText, text, texts } from '../parameters.js';
import { RowList } from '../../json/row-list.js';
import { entityName } from './entity-names.js';
import { EXECUTION_CONFIG } from './execution-config.js';
import { toWriteAnswer, VIEWS } from './write-answer.js';

const ENTITY_BODY = ['name', 'fields', 'metadata'];
const COLUMNS = 'columns and values';
/** Checks a write without sending it. An extension of Google's methods. */
const VALIDATE_ONLY = { validateOnly: flag() };
/** What the answer shows of the row. An extension of Google's methods. */
const VIEW = { view: oneOf(VIEWS) };
const CONDITIONS = { conditions: requiredText("must not be empty; select the entities, such as Sid = '…'") };

export const list = defineMethod({
  id: 'v2.connections.entityTypes.entities.list',
  permission: 'connectors.entities.list',
  audit: 'ADMIN_READ',
  on: 'runtime',
  parameters: {
    ...PAGE,
    ...EXECUTION_CONFIG,
    conditions: text(),
    sortBy: texts(),
    sortOrder: texts(),
    // Extensions of Google's method.
    explain: flag(),
    maxRequests: positive(),
    allowParentScan: positive(),
  },
  async handle(runtime, { path, query, ...context }) {
    const { explain, pageSize = 0, pageToken, conditions, maxRequests, allowParentScan } = query;
    const sortBy = toSortBy(query);
    const selection = { entityType: path.entityTypesId ?? '', conditions, sortBy, maxRequests, allowParentScan };
    if (explain) return { metadata: { twilio: { requests: 0, explain: explainList(runtime, selection) } } };
    const page = { ...selection, pageToken, pageSize: Math.min(pageSize, MAX_ITEMS_PER_ANSWER) };
    const { entityType, rows, nextPageToken, metadata } = await listEntities(runtime, page, context);
    return {
      entities: new RowList(rows, (row: Row) => ({ ...entityName(path, entityIdOf(entityType, row)), fields: row })),
      ...(nextPageToken && { nextPageToken }),
      metadata: { twilio: metadata },
    };
  },
});

export const get = defineMethod({
  id: 'v2.connections.entityTypes.entities.get',
  permission: 'connectors.entities.get',
  audit: 'DATA_READ',
  on: 'runtime',
  parameters: EXECUTION_CONFIG,
  async handle(runtime, { path, ...context }) {
    const { entityTypesId: entityType = '', entitiesId: id = '' } = path;
    const { row, metadata } = await getEntity(runtime, { entityType, id }, context);
    return { ...entityName(path, id), fields: row, metadata: { twilio: metadata } };
  },
});

export const create = defineMethod({
  id: 'v2.connections.entityTypes.entities.create',
  permission: 'connectors.entities.create',
  audit: 'DATA_WRITE',
  on: 'runtime',
  parameters: { ...EXECUTION_CONFIG, ...VALIDATE_ONLY, ...VIEW },
  body: ENTITY_BODY,
  async handle(runtime, { path, query, body, ...context }) {
    const { entityTypesId: entityType = '' } = path;
    const write = { entityType, isDryRun: query.validateOnly, fields: objectMember(body, 'fields', COLUMNS) };
    const result = await createEntity(runtime, write, context);
    const { key, fields, metadata } = toWriteAnswer('CREATE', result, query.view);
    return { ...entityName(path, key), ...(result.kind !== 'dry run' && { fields }), metadata };
  },
});

export const patch = defineMethod({
  id: 'v2.connections.entityTypes.entities.patch',
  permission: 'connectors.entities.update',
  audit: 'DATA_WRITE',
  on: 'runtime',
  parameters: { ...EXECUTION_CONFIG, ...VALIDATE_ONLY, ...VIEW },
  body: ENTITY_BODY,
  async handle(runtime, { path, query, body, ...context }) {
    const { entityTypesId: entityType = '', entitiesId: target = '' } = path;
    const write = { entityType, target, isDryRun: query.validateOnly, fields: objectMember(body, 'fields', COLUMNS) };
    const { key, fields, metadata } = toWriteAnswer(
      'UPDATE',
      await updateEntities(runtime, write, context),
      query.view,
    );
    return { ...entityName(path, key), ...(key !== undefined && { fields }), metadata };
  },
});

const deleteOne = defineMethod({
  id: 'v2.connections.entityTypes.entities.delete',
  permission: 'connectors.entities.delete',
  audit: 'DATA_WRITE',
  on: 'runtime',
  parameters: { ...EXECUTION_CONFIG, ...VALIDATE_ONLY },
  async handle(runtime, { path, query, ...context }) {
    const { entityTypesId: entityType = '', entitiesId: target = '' } = path;
    const write = { entityType, target, isDryRun: query.validateOnly };
    const { key, metadata } = toWriteAnswer('DELETE', await deleteEntities(runtime, write, context));
    return key === undefined ? { metadata } : {};
  },
});
export { deleteOne as delete };

export const updateEntitiesWithConditions = defineMethod({
  id: 'v2.connections.entityTypes.entities.updateEntitiesWithConditions',
  permission: 'connectors.entities.updateEntitiesWithConditions',
  audit: 'DATA_WRITE',
  on: 'runtime',
  parameters: { ...EXECUTION_CONFIG, ...VALIDATE_ONLY, ...CONDITIONS },
  body: ENTITY_BODY,
  async handle(runtime, { path, query, body, ...context }) {
    const { entityTypesId: entityType = '' } = path;
    const { conditions, validateOnly: isDryRun } = query;
    const write = { entityType, target: { conditions }, isDryRun, fields: objectMember(body, 'fields', COLUMNS) };
    const { fields: response, metadata } = toWriteAnswer('UPDATE', await updateEntities(runtime, write, context));
    return { response, metadata };
  },
});

/** The answer is empty like Google's, unless there is a bulk report or a dry run to return. */
export const deleteEntitiesWithConditions = defineMethod({
  id: 'v2.connections.entityTypes.entities.deleteEntitiesWithConditions',
  permission: 'connectors.entities.deleteEntitiesWithConditions',
  audit: 'DATA_WRITE',
  on: 'runtime',
  parameters: { ...EXECUTION_CONFIG, ...VALIDATE_ONLY, ...CONDITIONS },
  async handle(runtime, { path, query, ...context }) {
    const { conditions, validateOnly: isDryRun } = query;
    const write = { entityType: path.entityTypesId ?? '', target: { conditions }, isDryRun };
    const { key, metadata } = toWriteAnswer('DELETE', await deleteEntities(runtime, write, context));
    return key === undefined ? { metadata } : {};
  },
});

interface SortParameters {
  readonly sortBy: readonly string[];
  readonly sortOrder: readonly string[];
}

/** Google's parameters accept lists, but only one column is supported. */
function toSortBy({ sortBy, sortOrder }: SortParameters): SortBy | undefined {
  const [field, ...others] = sortBy;
  const [order = 'ASC', ...otherOrders] = sortOrder;
  if (others.length > 0 || otherOrders.length > 0) throw invalidParameter('sortBy', 'accepts one column only');
  const direction = order.toUpperCase();
  if (direction !== 'ASC' && direction !== 'DESC') throw invalidParameter('sortOrder', 'must be ASC or DESC');
  return field === undefined ? undefined : { field, direction };
}
