import type { Connections } from '../connections/connections.js';
import type { TargetName, Targets } from './call.js';

type Reach = {
  readonly [T in TargetName]: <A>(
    connections: ConnectionsPort,
    resource: string,
    work: (target: Targets[T]) => Promise<A>,
  ) => Promise<A>;
};

/** What the core needs of the connections. */
export type ConnectionsPort = Pick<Connections, 'get' | 'catalog' | 'checkUsable' | 'use'>;

const REACH: Reach = {
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
 * Runs `work` on what a call asks for.
 *
 * @throws ConnectorError NOT_FOUND for an unknown connection, FAILED_PRECONDITION for one that is suspended
 */
export function onTarget<T extends TargetName, A>(
  connections: ConnectionsPort,
  { on, resource }: { readonly on: T; readonly resource: string },
  work: (target: Targets[T]) => Promise<A>,
): Promise<A> {
  return REACH[on](connections, resource, work);
}
