import type { Catalog } from '../../runtime/runtime.js';
import { connectionNameOf } from '../connection.js';
import { pageOf, pageParameters } from '../page.js';
import { enumParameter, type RestRequest } from '../request.js';
import { filterByName } from './filter.js';
import { toRuntimeActionSchema } from './runtime-schemas.js';

const VIEWS = ['VIEW_UNSPECIFIED', 'BASIC'];
// The page of these two methods is larger than of all others (Google's discovery document).
const PAGE_LIMITS = { default: 50, max: 50 };

/** `connections.getConnectionSchemaMetadata`: the names of what there is. */
export function getConnectionSchemaMetadata(catalog: Catalog, { params }: Pick<RestRequest, 'params'>) {
  // The declarations are part of the program: they are read when it starts, and are never out of date.
  const time = new Date(performance.timeOrigin).toISOString();
  return {
    name: schemaMetadataNameOf(params),
    entities: Object.keys(catalog.entities.catalog),
    actions: Object.keys(catalog.actions.catalog),
    state: 'UPDATED',
    refreshTime: time,
    updateTime: time,
  };
}

/** The resource name of a connection's schema metadata. */
export function schemaMetadataNameOf(params: RestRequest['params']): string {
  return `${connectionNameOf(params)}/connectionSchemaMetadata`;
}

/** `connectionSchemaMetadata.listEntityTypes`: all but the schemas. */
export function listEntityTypes({ entities }: Catalog, request: RestRequest) {
  enumParameter(request.query, 'view', VIEWS);
  const all = filterByName(entities.catalog, request, 'entity');
  const { items, nextPageToken } = pageOf(all, pageParameters(request.query), PAGE_LIMITS);
  return {
    entityTypes: items.map(({ name, operations }) => ({ entity: name, operations })),
    ...(nextPageToken && { nextPageToken }),
  };
}

/** `connectionSchemaMetadata.listActions`: all but the schemas. */
export function listActions({ actions }: Catalog, request: RestRequest) {
  enumParameter(request.query, 'view', VIEWS);
  const all = filterByName(actions.catalog, request, 'action');
  const { items, nextPageToken } = pageOf(all, pageParameters(request.query), PAGE_LIMITS);
  return {
    actions: items.map(toRuntimeActionSchema).map(({ action, displayName, description }) => ({
      action,
      displayName,
      description,
    })),
    ...(nextPageToken && { nextPageToken }),
  };
}
