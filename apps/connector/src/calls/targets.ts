import type { Connections } from '../connections/connections.js';
import type { TargetName, Targets } from './call.js';

type TargetAccess = {
  readonly [T in TargetName]: <A>(
    connections: ConnectionsPort,
    resource: string,
    work: (target: Targets[T]) => Promise<A>,
  ) => Promise<A>;
};

/** The part of the connections that the core uses. */
export type ConnectionsPort = Pick<Connections, 'get' | 'catalog' | 'checkUsable' | 'use'>;

const TARGET_ACCESS: TargetAccess = {
  server: (_connections, _resource, work) => work(undefined),
  catalog: async (connections, resource, work) => work(connections.catalog(await connections.get(resource))),
  async activeCatalog(connections, resource, work) {
    const connection = await connections.get(resource);
    connections.checkUsable(connection);
    return work(connections.catalog(connection));
  },
  runtime: async (connections, resource, work) => connections.use(await connections.get(resource), work),
};

/**
 * Runs `work` on the target of a call.
 *
 * @throws ConnectorError NOT_FOUND for an unknown connection, FAILED_PRECONDITION for one that is suspended
 */
export function onTarget<T extends TargetName, A>(
  connections: ConnectionsPort,
  { on, resource }: { readonly on: T; readonly resource: string },
  work: (target: Targets[T]) => Promise<A>,
): Promise<A> {
  return TARGET_ACCESS[on](connections, resource, work);
}
