import type { Runtime } from '../runtime.js';
import type { RestRequest } from './request.js';
import * as schemaMetadata from './v1/connection-schema-metadata.js';
import { getConnection } from './v1/connections.js';
import * as operations from './v1/operations.js';
import { listRuntimeActionSchemas, listRuntimeEntitySchemas } from './v1/runtime-schema-lists.js';
import { getAction, listActions } from './v2/actions.js';
import { executeAction } from './v2/execute-action.js';
import { checkReadiness, checkStatus } from './v2/connections.js';
import * as entities from './v2/entities.js';
import { deleteEntitiesWithConditions, updateEntitiesWithConditions } from './v2/entities-with-conditions.js';
import { executeConnection } from './v2/execute-connection.js';
import { executeHttpRequest } from './v2/execute-http-request.js';
import { getEntityType, listEntityTypes } from './v2/entity-types.js';
import * as tools from './v2/tools.js';

/** Answers one method: what it returns is the body. */
export type Handler = (runtime: Runtime, request: RestRequest) => unknown;

/** The methods that are built. Every other one of Google's answers 501. */
export const METHODS: Readonly<Record<string, Handler>> = {
  'v1.connections.get': getConnection,
  'v1.connections.getConnectionSchemaMetadata': schemaMetadata.getConnectionSchemaMetadata,
  'v1.connections.connectionSchemaMetadata.listEntityTypes': schemaMetadata.listEntityTypes,
  'v1.connections.connectionSchemaMetadata.listActions': schemaMetadata.listActions,
  'v1.connections.connectionSchemaMetadata.getEntityType': operations.getEntityType,
  'v1.connections.connectionSchemaMetadata.getAction': operations.getAction,
  'v1.connections.connectionSchemaMetadata.refresh': operations.refresh,
  'v1.connections.runtimeEntitySchemas.list': listRuntimeEntitySchemas,
  'v1.connections.runtimeActionSchemas.list': listRuntimeActionSchemas,
  'v1.operations.get': operations.getOperation,
  'v2.connections.checkReadiness': checkReadiness,
  'v2.connections.executeHttpRequest': executeHttpRequest,
  'v2.connections.checkStatus': checkStatus,
  'v2.connections.entityTypes.list': listEntityTypes,
  'v2.connections.entityTypes.get': getEntityType,
  'v2.connections.entityTypes.entities.list': entities.listEntities,
  'v2.connections.entityTypes.entities.get': entities.getEntity,
  'v2.connections.entityTypes.entities.create': entities.createEntity,
  'v2.connections.entityTypes.entities.patch': entities.patchEntity,
  'v2.connections.entityTypes.entities.delete': entities.deleteEntity,
  'v2.connections.entityTypes.entities.updateEntitiesWithConditions': updateEntitiesWithConditions,
  'v2.connections.entityTypes.entities.deleteEntitiesWithConditions': deleteEntitiesWithConditions,
  'v2.connections.actions.list': listActions,
  'v2.connections.actions.get': getAction,
  'v2.connections.actions.execute': executeAction,
  'v2.connections.tools': tools.listToolsPost,
  'v2.connections.tools.list': tools.listTools,
  'v2.connections.tools.execute': tools.executeTool,
  'v2.integrations.executeConnection': executeConnection,
};

/** Whether also a suspended connection answers a method: it can be managed, and does no work. */
export function isAnsweredWhenSuspended(methodId: string): boolean {
  return methodId.startsWith('v1.') || methodId === 'v2.connections.checkStatus';
}
