import { resourceOfPath } from '../access/resource-names.js';
import type { Connections } from '../connections/connections.js';
import { operationNameOf } from './connection.js';
import type { Route } from './router.js';
import { readOperationId } from './v1/operation-id.js';

/**
 * What a call is about, and whose policy decides: a connection, or else its project. An operation is about the connection that
 * it changes, so that who administers one connection can wait for what he asked of it.
 *
 * @throws ConnectorError INVALID_ARGUMENT for an id with a slash
 */
export async function resourceOf(
  { params }: Route,
  { resolve, longRunningOperations }: Pick<Connections, 'resolve' | 'longRunningOperations'>,
): Promise<string> {
  const resource = resourceOfPath(params);
  const { operationsId, connectionsId } = params;
  if (connectionsId !== undefined) return resolve(resource);
  if (operationsId === undefined) return resource;
  const known = await longRunningOperations.get(operationNameOf(params));
  if (known) return known.metadata.target;
  const asked = readOperationId(operationsId);
  return asked ? resolve(resourceOfPath({ ...params, connectionsId: asked.connection })) : resource;
}
