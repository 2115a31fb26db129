import { resourceOfPath } from '../access/resource-names.js';
import type { Connections } from '../connections/connections.js';
import { operationNameOf } from './resource-names.js';
import type { Route } from './router.js';
import { readSchemaOperationId } from './v1/schema-operation-id.js';

/**
 * The resource whose policy applies to a path: its connection, or else its project. For a long-running operation it is the
 * connection that the operation changes, so that the administrator of one connection can wait for its operations.
 *
 * @throws ConnectorError INVALID_ARGUMENT for an id with a slash
 */
export async function routeResource(
  { params }: Pick<Route, 'params'>,
  { resolve, longRunningOperations }: Pick<Connections, 'resolve' | 'longRunningOperations'>,
): Promise<string> {
  const resource = resourceOfPath(params);
  const { operationsId, connectionsId } = params;
  if (connectionsId !== undefined) return resolve(resource);
  if (operationsId === undefined) return resource;
  const stored = await longRunningOperations.get(operationNameOf(params));
  if (stored) return stored.metadata.target;
  const call = readSchemaOperationId(operationsId);
  return call ? resolve(resourceOfPath({ ...params, connectionsId: call.connection })) : resource;
}
