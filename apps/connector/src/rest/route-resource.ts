import { resourceOfPath } from '../access/resource-names.js';
import type { Connections } from '../connections/connections.js';
import { operationNameOf } from './resource-names.js';
import type { Route } from './router.js';
import { readSchemaOperationId } from './v1/schema-operation-id.js';

/**
 * The resource that a path is about, whose policy decides: a connection, or else its project. A long-running operation is about
 * the connection that it changes, so that the administrator of one connection can wait for the changes to it.
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
  const kept = await longRunningOperations.get(operationNameOf(params));
  if (kept) return kept.metadata.target;
  const call = readSchemaOperationId(operationsId);
  return call ? resolve(resourceOfPath({ ...params, connectionsId: call.connection })) : resource;
}
