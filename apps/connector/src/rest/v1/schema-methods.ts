import { defineMethod } from '../method.js';
import { requiredText } from '../parameters.js';
import { SCHEMA_PERMISSIONS, startSchemaOperation } from './schema-operations.js';

export const getEntityType = defineMethod({
  id: 'v1.connections.connectionSchemaMetadata.getEntityType',
  permission: SCHEMA_PERMISSIONS.getEntityType,
  audit: 'ADMIN_READ',
  on: 'catalog',
  parameters: { entityId: requiredText() },
  handle: (catalog, { path, query }) => startSchemaOperation(catalog, path, 'getEntityType', query.entityId),
});

export const getAction = defineMethod({
  id: 'v1.connections.connectionSchemaMetadata.getAction',
  permission: SCHEMA_PERMISSIONS.getAction,
  audit: 'ADMIN_READ',
  on: 'catalog',
  parameters: { actionId: requiredText() },
  handle: (catalog, { path, query }) => startSchemaOperation(catalog, path, 'getAction', query.actionId),
});

/**
 * Schemas never change while the process runs, so the operation is done at once. The next call reads the connection's secrets
 * again, because they may have changed.
 */
export const refresh = defineMethod({
  id: 'v1.connections.connectionSchemaMetadata.refresh',
  permission: 'connectors.schemaMetadata.refresh',
  audit: 'ADMIN_WRITE',
  on: 'server',
  async handle({ connections }, { path, resource }) {
    const connection = await connections.get(resource);
    connections.refresh(connection.name);
    return startSchemaOperation(connections.catalog(connection), path, 'refresh', '');
  },
});
