import type { Catalog } from '../../runtime/runtime.js';
import { defineMethod } from '../method.js';
import { PAGE, pageOf } from '../page.js';
import { oneOf, text } from '../parameters.js';
import { filterByName } from './name-filter.js';
import { toRuntimeActionSchema } from './runtime-schemas.js';
import { schemaMetadata } from './schema-metadata.js';

// From Google's discovery document.
const PAGE_LIMITS = { default: 50, max: 50 };
const LIST = { ...PAGE, filter: text(), view: oneOf(['VIEW_UNSPECIFIED', 'BASIC']) };

const access = {
  permission: 'connectors.connections.getConnectionSchemaMetadata',
  audit: 'ADMIN_READ',
  on: 'catalog',
} as const;

/** The names of entity types and actions. */
export const getConnectionSchemaMetadata = defineMethod({
  ...access,
  id: 'v1.connections.getConnectionSchemaMetadata',
  handle: (catalog: Catalog, { path }) => schemaMetadata(catalog, path),
});

/** Entity types without their schemas. */
export const listEntityTypes = defineMethod({
  ...access,
  id: 'v1.connections.connectionSchemaMetadata.listEntityTypes',
  parameters: LIST,
  handle({ entities }, { query }) {
    const { items, ...page } = pageOf(filterByName(entities.catalog, query, 'entity'), query, PAGE_LIMITS);
    return { entityTypes: items.map(({ name, operations }) => ({ entity: name, operations })), ...page };
  },
});

/** Actions without their schemas. */
export const listActions = defineMethod({
  ...access,
  id: 'v1.connections.connectionSchemaMetadata.listActions',
  parameters: LIST,
  handle({ actions }, { query }) {
    const { items, ...page } = pageOf(filterByName(actions.catalog, query, 'action'), query, PAGE_LIMITS);
    const schemas = items.map(toRuntimeActionSchema);
    return {
      actions: schemas.map(({ action, displayName, description }) => ({ action, displayName, description })),
      ...page,
    };
  },
});
