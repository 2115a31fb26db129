import type { connectors_v1 } from 'googleapis';
import {
  type ConnectionBody,
  connectionName,
  type ConnectionsBed,
  secretVersion,
  type Variable,
} from './connections-bed.js';

/** A proxy for `withProxy`. */
export interface ProxySettings {
  readonly host?: string;
  readonly port: number;
  readonly scheme?: 'BASIC' | 'DIGEST' | 'NONE';
  readonly sslType?: 'AUTO' | 'ALWAYS' | 'NEVER' | 'TUNNEL';
  /** The secret of the password. Default: `proxy-password`. */
  readonly secret?: string;
  readonly sslConfig?: connectors_v1.Schema$SslConfig;
}

export const PROXY_USER = 'proxy-user-canary';
export const PROXY_PASSWORD = 'proxy-password-canary-0123';

/** A connection to the simulator through a proxy, as the page describes it. */
export function withProxy(bed: ConnectionsBed, proxy: ProxySettings): ConnectionBody {
  const { host = '127.0.0.1', port, scheme = 'NONE', sslType, secret = 'proxy-password', sslConfig } = proxy;
  const login: Variable[] =
    scheme === 'NONE'
      ? []
      : [
          { key: 'proxy_user', stringValue: PROXY_USER },
          { key: 'proxy_password', secretValue: { secretVersion: secretVersion(secret, 'latest') } },
        ];
  const { configVariables = [], ...body } = bed.body();
  return {
    ...body,
    configVariables: [
      ...configVariables,
      { key: 'proxy_enabled', boolValue: true },
      { key: 'proxy_auth_scheme', stringValue: scheme },
      ...login,
      ...(sslType ? [{ key: 'proxy_ssltype', stringValue: sslType }] : []),
    ],
    destinationConfigs: [{ key: 'proxy_server', destinations: [{ host, port }] }],
    ...(sslConfig && { sslConfig }),
  };
}

/** Sends a message through a connection. Returns the answer, or the error. */
export async function sendThrough(bed: ConnectionsBed, id: string, text = 'Hello') {
  const { entities } = bed.v2.projects.locations.connections.entityTypes;
  const fields = { To: '+15550100001', Sender: '+15550100100', Body: text };
  return entities.create({ parent: `${connectionName(id)}/entityTypes/Messages`, requestBody: { fields } });
}
