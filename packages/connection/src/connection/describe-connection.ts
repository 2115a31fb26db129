import type { Connection } from './connection-schema.js';

/** What v1 `connections.get` answers, as plain JSON. */
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
 * The Connection as v1 `connections.get` answers it, in Google's order of fields. Fields that are not set are left out,
 * as Google leaves them out; what was sent comes back as it was sent, so that Terraform sees no difference. Secrets
 * appear as references only.
 */
export function describeConnection(connection: Connection): ConnectionResource {
  const { createTime, updateTime, labels, description, configVariables, suspended } = connection;
  const { lockConfig, destinationConfigs, serviceAccount, logConfig } = connection;
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
    ...(serviceAccount === '' ? {} : { serviceAccount }),
    nodeConfig: { ...connection.nodeConfig },
    ...(logConfig === undefined ? {} : { logConfig: { ...logConfig } }),
    ...(suspended ? { suspended } : {}),
    connectionRevision: connection.connectionRevision,
    connectorVersionLaunchStage: connection.connectorVersionLaunchStage,
    connectorVersionInfraConfig: { ...connection.connectorVersionInfraConfig },
  };
}
