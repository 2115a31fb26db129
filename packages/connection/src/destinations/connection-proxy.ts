import type { z } from 'zod';
import { configValues } from '../variables/config-values.js';
import type { ConfigVariable } from '../variables/config-variable.js';
import type { destinationConfigs } from './destination-configs.js';

/** The proxy of a connection. */
export interface ConnectionProxy {
  /** A host name or an IP address, without brackets. */
  readonly host: string;
  readonly port: number;
  readonly sslType: 'AUTO' | 'ALWAYS' | 'NEVER' | 'TUNNEL';
  /** Absent if the scheme is NONE. */
  readonly authentication?: {
    readonly scheme: 'BASIC' | 'DIGEST';
    readonly user: string;
    /** Name of the secret version that holds the password. */
    readonly passwordVersion: string;
  };
}

interface WithProxy {
  readonly configVariables: readonly ConfigVariable[];
  readonly destinationConfigs: z.output<typeof destinationConfigs>;
}

/** The proxy of a valid connection, or undefined if it uses none. */
export function connectionProxy(connection: WithProxy): ConnectionProxy | undefined {
  const values = configValues(connection);
  const server = connection.destinationConfigs.find(({ key }) => key === 'proxy_server')?.destinations?.[0];
  if (values.proxy_enabled !== true || server?.host === undefined || server.port === undefined) return undefined;
  const scheme = values.proxy_auth_scheme;
  return {
    host: server.host.replace(/\.$/, ''),
    port: server.port,
    sslType: (values.proxy_ssltype || 'AUTO') as ConnectionProxy['sslType'],
    ...((scheme === 'BASIC' || scheme === 'DIGEST') && {
      authentication: { scheme, user: values.proxy_user ?? '', passwordVersion: values.proxy_password ?? '' },
    }),
  };
}
