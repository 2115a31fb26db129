import { describeEntityType, type EntityType, findEntityType } from '@twilio-connector/entities';
import type { Catalog } from '../../runtime/runtime.js';
import { pageOf, pageParameters } from '../page.js';
import { enumParameter, type RestRequest } from '../request.js';

const LIST_VIEWS = ['ENTITY_TYPE_VIEW_UNSPECIFIED', 'ENTITY_TYPE_VIEW_BASIC', 'ENTITY_TYPE_VIEW_FULL'];
const GET_VIEWS = [
  'ENTITY_TYPE_SCHEMA_VIEW_UNSPECIFIED',
  'ENTITY_TYPE_SCHEMA_VIEW_BASIC',
  'ENTITY_TYPE_SCHEMA_VIEW_ENRICHED',
];

/** `entityTypes.list`: BASIC is the names, FULL (the default) what `entityTypes.get` answers. */
export function listEntityTypes(catalog: Catalog, { query }: RestRequest) {
  const isBasic = enumParameter(query, 'view', LIST_VIEWS) === 'ENTITY_TYPE_VIEW_BASIC';
  const { items, nextPageToken } = pageOf(Object.values(catalog.entities.catalog), pageParameters(query));
  return {
    types: items.map((entityType) => (isBasic ? { name: entityType.name } : toBasic(entityType))),
    ...(nextPageToken && { nextPageToken }),
  };
}

/** `entityTypes.get`: BASIC (the default) is the schema, ENRICHED adds what Google has no words for. */
export function getEntityType(catalog: Catalog, { params, query }: RestRequest) {
  const isEnriched = enumParameter(query, 'view', GET_VIEWS) === 'ENTITY_TYPE_SCHEMA_VIEW_ENRICHED';
  const entityType = findEntityType(catalog.entities.catalog, params.entityTypesId ?? '');
  return isEnriched ? toEnriched(entityType) : toBasic(entityType);
}

function toBasic(entityType: EntityType) {
  const { fields, ...schema } = toEnriched(entityType);
  return {
    ...schema,
    fields: fields.map((field) => ({ ...field, additionalDetails: undefined })),
    metadata: undefined,
  };
}

function toEnriched(entityType: EntityType) {
  const { name, fields, jsonSchema, operations, defaultSortBy, ...twilio } = describeEntityType(entityType);
  return { name, fields, jsonSchema, operations, defaultSortBy, metadata: { twilio } };
}
