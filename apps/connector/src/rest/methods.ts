import type { Runtime } from '../runtime.js';
import type { RestRequest } from './request.js';
import { getConnection } from './v1/connections.js';
import { listActions } from './v2/actions.js';
import { executeAction } from './v2/execute-action.js';
import { checkReadiness, checkStatus } from './v2/connections.js';
import * as entities from './v2/entities.js';
import { deleteEntitiesWithConditions, updateEntitiesWithConditions } from './v2/entities-with-conditions.js';
import { executeConnection } from './v2/execute-connection.js';
import { getEntityType, listEntityTypes } from './v2/entity-types.js';

/** Answers one method: what it returns is the body. */
export type Handler = (runtime: Runtime, request: RestRequest) => unknown;

/** The methods that are built. Every other one of Google's answers 501. */
export const METHODS: Readonly<Record<string, Handler>> = {
  'v1.connections.get': getConnection,
  'v2.connections.checkReadiness': checkReadiness,
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
  'v2.connections.actions.execute': executeAction,
  'v2.integrations.executeConnection': executeConnection,
};

/** The methods that also a suspended connection answers. */
export const ANSWERED_WHEN_SUSPENDED: ReadonlySet<string> = new Set([
  'v1.connections.get',
  'v2.connections.checkStatus',
]);
