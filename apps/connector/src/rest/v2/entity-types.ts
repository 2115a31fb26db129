import { describeEntityType, type EntityType, findEntityType } from '@twilio-connector/entities';
import type { Runtime } from '../../runtime.js';
import { enumParameter, integerParameter, type RestRequest } from '../request.js';
import { pageOf } from '../page.js';

const LIST_VIEWS = ['ENTITY_TYPE_VIEW_UNSPECIFIED', 'ENTITY_TYPE_VIEW_BASIC', 'ENTITY_TYPE_VIEW_FULL'];
const GET_VIEWS = [
  'ENTITY_TYPE_SCHEMA_VIEW_UNSPECIFIED',
  'ENTITY_TYPE_SCHEMA_VIEW_BASIC',
  'ENTITY_TYPE_SCHEMA_VIEW_ENRICHED',
];

/** `entityTypes.list`: whole descriptions unless the view asks for names only. */
export function listEntityTypes(runtime: Runtime, { query }: RestRequest) {
  const isBasic = enumParameter(query, 'view', LIST_VIEWS) === 'ENTITY_TYPE_VIEW_BASIC';
  const all = Object.values(runtime.entities.catalog);
  const { items, nextPageToken } = pageOf(all, integerParameter(query, 'pageSize'), query.get('pageToken'));
  return {
    types: items.map((entityType) => (isBasic ? { name: entityType.name } : toGoogle(entityType))),
    ...(nextPageToken && { nextPageToken }),
  };
}

/** `entityTypes.get` */
export function getEntityType(runtime: Runtime, { params, query }: RestRequest) {
  enumParameter(query, 'view', GET_VIEWS);
  return toGoogle(findEntityType(runtime.entities.catalog, params.entityTypesId ?? ''));
}

function toGoogle(entityType: EntityType) {
  const { name, fields, jsonSchema, operations, description, docs, deprecated } = describeEntityType(entityType);
  // Google's EntityType has no description; what there is to say stands in its metadata.
  const metadata = { twilio: { description, docs, ...(deprecated && { deprecated }) } };
  return { name, fields, jsonSchema, operations, metadata };
}
