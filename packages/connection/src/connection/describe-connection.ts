import type { Connection } from './connection-schema.js';

/** The response of v1 `connections.get` as plain JSON. */
export type ConnectionResource = Pick<
  Connection,
  | 'name'
  | 'connectorVersion'
  | 'authConfig'
  | 'nodeConfig'
  | 'status'
  | 'connectionRevision'
  | 'connectorVersionLaunchStage'
  | 'connectorVersionInfraConfig'
> &
  Partial<Connection>;

/**
 * Renders a connection as v1 `connections.get` returns it, in Google's field order. Like Google, it omits fields that are
 * not set and returns every value as it was sent, so that Terraform sees no difference. Secrets appear only as references.
 */
export function describeConnection(connection: Connection): ConnectionResource {
  const { createTime, updateTime, labels, description, configVariables, suspended } = connection;
  const { lockConfig, destinationConfigs, sslConfig, serviceAccount, logConfig } = connection;
  return {
    name: connection.name,
    ...(createTime === undefined ? {} : { createTime }),
    ...(updateTime === undefined ? {} : { updateTime }),
    ...(Object.keys(labels).length === 0 ? {} : { labels: { ...labels } }),
    ...(description === '' ? {} : { description }),
    connectorVersion: connection.connectorVersion,
    status: { ...connection.status },
    ...(configVariables.length === 0 ? {} : { configVariables: structuredClone(configVariables) }),
    authConfig: structuredClone(connection.authConfig),
    ...(lockConfig === undefined ? {} : { lockConfig: { ...lockConfig } }),
    ...(destinationConfigs.length === 0 ? {} : { destinationConfigs: structuredClone(destinationConfigs) }),
    ...(sslConfig === undefined ? {} : { sslConfig: structuredClone(sslConfig) }),
    ...(serviceAccount === '' ? {} : { serviceAccount }),
    nodeConfig: { ...connection.nodeConfig },
    ...(logConfig === undefined ? {} : { logConfig: { ...logConfig } }),
    ...(suspended ? { suspended } : {}),
    connectionRevision: connection.connectionRevision,
    connectorVersionLaunchStage: connection.connectorVersionLaunchStage,
    connectorVersionInfraConfig: { ...connection.connectorVersionInfraConfig },
  };
}
