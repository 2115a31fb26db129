import { describeEntityType, type EntityType, findEntityType } from '@twilio-connector/entities';
import { defineMethod } from '../method.js';
import { PAGE, pageOf } from '../page.js';
import { ignored, oneOf } from '../parameters.js';
import { EXECUTION_CONFIG } from './execution-config.js';

const LIST_VIEWS = ['ENTITY_TYPE_VIEW_UNSPECIFIED', 'ENTITY_TYPE_VIEW_BASIC', 'ENTITY_TYPE_VIEW_FULL'];
const GET_VIEWS = [
  'ENTITY_TYPE_SCHEMA_VIEW_UNSPECIFIED',
  'ENTITY_TYPE_SCHEMA_VIEW_BASIC',
  'ENTITY_TYPE_SCHEMA_VIEW_ENRICHED',
];

/** The BASIC view contains only names, and beside them what a list of entity types shows of each. The FULL view (the default) contains the same as `entityTypes.get`. */
export const list = defineMethod({
  id: 'v2.connections.entityTypes.list',
  permission: 'connectors.entityTypes.list',
  audit: 'ADMIN_READ',
  on: 'activeCatalog',
  parameters: { ...PAGE, ...EXECUTION_CONFIG, view: oneOf(LIST_VIEWS) },
  handle({ entities }, { query }) {
    const { items, ...page } = pageOf(Object.values(entities.catalog), query);
    if (query.view !== 'ENTITY_TYPE_VIEW_BASIC') return { types: items.map(toBasic), ...page };
    const types = Object.fromEntries(items.map((entityType) => [entityType.name, toFacts(entityType)]));
    return { types: items.map(({ name }) => ({ name })), ...page, metadata: { twilio: { types } } };
  },
});

/** The BASIC view (the default) is the schema. The ENRICHED view adds facts for which Google has no field. */
export const get = defineMethod({
  id: 'v2.connections.entityTypes.get',
  permission: 'connectors.entityTypes.list',
  audit: 'ADMIN_READ',
  on: 'activeCatalog',
  // Schemas depend only on the declaration, so `contextMetadata` has no effect.
  parameters: { ...EXECUTION_CONFIG, contextMetadata: ignored(), view: oneOf(GET_VIEWS) },
  handle({ entities }, { path, query }) {
    const entityType = findEntityType(entities.catalog, path.entityTypesId ?? '');
    return query.view === 'ENTITY_TYPE_SCHEMA_VIEW_ENRICHED' ? toEnriched(entityType) : toBasic(entityType);
  },
});

function toFacts({ group, operations, deprecated }: EntityType) {
  return { group, operations, deprecated };
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
