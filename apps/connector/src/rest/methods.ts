import type { Catalog, Runtime } from '../runtime/runtime.js';
import { ADMIN_HANDLERS } from './admin/methods.js';
import { IAM_HANDLERS } from './iam/methods.js';
import type { BodyRequest, RestRequest } from './request.js';
import { answerSecretManager } from './secretmanager/handlers.js';
import { SECRET_MANAGER_METHODS } from './secretmanager/methods.js';
import type { Services } from './services.js';
import * as schemaMetadata from './v1/connection-schema-metadata.js';
import * as connections from './v1/connections.js';
import * as connectors from './v1/connectors.js';
import * as locations from './v1/locations.js';
import * as operations from './v1/operations.js';
import { listRuntimeActionSchemas, listRuntimeEntitySchemas } from './v1/runtime-schema-lists.js';
import * as schemaOperations from './v1/schema-operations.js';
import { getAction, listActions } from './v2/actions.js';
import { checkReadiness, checkStatus } from './v2/connections.js';
import * as entities from './v2/entities.js';
import { deleteEntitiesWithConditions, updateEntitiesWithConditions } from './v2/entities-with-conditions.js';
import { getEntityType, listEntityTypes } from './v2/entity-types.js';
import { executeAction } from './v2/execute-action.js';
import { authorizeTask, executeConnection } from './v2/execute-connection.js';
import { executeHttpRequest } from './v2/execute-http-request.js';
import * as resources from './v2/resources.js';
import * as tools from './v2/tools.js';

/** Answers one method: what it returns is the body. */
type Handler<T> = (on: T, request: RestRequest) => unknown;
type Handlers<T> = Readonly<Record<string, Handler<T>>>;

// The methods that are built. Every other one of Google's answers 501.

/** Those that work with a connection, at Twilio. */
export const RUNTIME_METHODS: Handlers<Runtime> = {
  'v2.connections.checkReadiness': checkReadiness,
  'v2.connections.executeHttpRequest': executeHttpRequest,
  'v2.connections.entityTypes.entities.list': entities.listEntities,
  'v2.connections.entityTypes.entities.get': entities.getEntity,
  'v2.connections.entityTypes.entities.create': entities.createEntity,
  'v2.connections.entityTypes.entities.patch': entities.patchEntity,
  'v2.connections.entityTypes.entities.delete': entities.deleteEntity,
  'v2.connections.entityTypes.entities.updateEntitiesWithConditions': updateEntitiesWithConditions,
  'v2.connections.entityTypes.entities.deleteEntitiesWithConditions': deleteEntitiesWithConditions,
  'v2.connections.actions.execute': executeAction,
  'v2.connections.tools.execute': tools.executeTool,
};

/** Those that say what a connection offers: they need no secret, and send nothing. */
export const CATALOG_METHODS: Handlers<Catalog> = {
  'v1.connections.getConnectionSchemaMetadata': schemaMetadata.getConnectionSchemaMetadata,
  'v1.connections.connectionSchemaMetadata.listEntityTypes': schemaMetadata.listEntityTypes,
  'v1.connections.connectionSchemaMetadata.listActions': schemaMetadata.listActions,
  'v1.connections.connectionSchemaMetadata.getEntityType': schemaOperations.getEntityType,
  'v1.connections.connectionSchemaMetadata.getAction': schemaOperations.getAction,
  'v1.connections.runtimeEntitySchemas.list': listRuntimeEntitySchemas,
  'v1.connections.runtimeActionSchemas.list': listRuntimeActionSchemas,
  'v2.connections.entityTypes.list': listEntityTypes,
  'v2.connections.entityTypes.get': getEntityType,
  'v2.connections.actions.list': listActions,
  'v2.connections.actions.get': getAction,
  'v2.connections.resources.list': resources.listResources,
  'v2.connections.resources.get': resources.getResource,
  'v2.connections.resources.getResourcePost': resources.getResource,
  'v2.connections.tools': tools.listToolsPost,
  'v2.connections.tools.list': tools.listTools,
};

/** Those of the server itself. */
export const SERVER_METHODS: Handlers<Services> = {
  'v1.list': locations.listLocations,
  'v1.get': locations.getLocation,
  'v1.connections.list': connections.listConnections,
  'v1.connections.search': connections.searchConnections,
  'v1.connections.get': connections.getConnection,
  'v1.connections.create': connections.createConnection,
  'v1.connections.patch': connections.patchConnection,
  'v1.connections.delete': connections.deleteConnection,
  'v1.connections.connectionSchemaMetadata.refresh': schemaOperations.refresh,
  'v1.operations.get': operations.getOperation,
  'v1.operations.list': operations.listOperations,
  'v1.operations.cancel': operations.cancelOperation,
  'v1.operations.delete': operations.deleteOperation,
  'v1.providers.list': connectors.listProviders,
  'v1.providers.get': connectors.getProvider,
  'v1.providers.connectors.list': connectors.listConnectors,
  'v1.providers.connectors.get': connectors.getConnector,
  'v1.providers.connectors.versions.list': connectors.listVersions,
  'v1.providers.connectors.versions.get': connectors.getVersion,
  'v1.providers.connectors.versions.fetchAuthSchema': connectors.fetchAuthSchema,
  'v2.connections.checkStatus': checkStatus,
  'v2.integrations.executeConnection': executeConnection,
  ...IAM_HANDLERS,
  ...ADMIN_HANDLERS,
  ...secretManagerHandlers(),
};

/** Those of which only the body or the path's last word tells what it takes: that is asked for before anything else of them. */
export const AUTHORIZE_BODY: Readonly<Record<string, (services: Services, request: BodyRequest) => Promise<void>>> = {
  'v2.connections.tools.execute': tools.authorizeTool,
  'v2.integrations.executeConnection': authorizeTask,
};

/** The writes that can be checked without being made, by `validateOnly`. */
export const VALIDATING_METHODS: readonly string[] = [
  'v2.connections.entityTypes.entities.create',
  'v2.connections.entityTypes.entities.patch',
  'v2.connections.entityTypes.entities.delete',
  'v2.connections.entityTypes.entities.updateEntitiesWithConditions',
  'v2.connections.entityTypes.entities.deleteEntitiesWithConditions',
  'v2.connections.actions.execute',
  'v2.integrations.executeConnection',
];

function secretManagerHandlers(): Handlers<Services> {
  const handler =
    (id: string): Handler<Services> =>
    (services, request) =>
      answerSecretManager(id, services.vault, request);
  return Object.fromEntries(SECRET_MANAGER_METHODS.map(({ id }) => [id, handler(id)]));
}
