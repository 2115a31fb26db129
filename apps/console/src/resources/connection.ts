import { queryOptions } from '@tanstack/react-query';
import { request } from '../api/http.ts';

/** Where a connection is. */
export interface ConnectionPlace {
  readonly project: string;
  readonly location: string;
  readonly connection: string;
}

interface SecretReference {
  readonly secretVersion?: string;
}

/** A config variable: one of the values is set. */
export interface ConfigVariable {
  readonly key: string;
  readonly stringValue?: string;
  readonly boolValue?: boolean;
  readonly intValue?: string;
  readonly secretValue?: SecretReference;
}

interface DestinationConfig {
  readonly key: string;
  readonly destinations?: readonly { readonly host?: string; readonly port?: number }[];
}

/** A connection, as `connections.get` of Google's Connectors API v1 returns it. */
export interface Connection {
  readonly name: string;
  readonly description?: string;
  readonly createTime?: string;
  readonly updateTime?: string;
  readonly connectorVersion: string;
  readonly serviceAccount?: string;
  readonly suspended?: boolean;
  readonly labels?: Readonly<Record<string, string>>;
  readonly status?: { readonly state?: string; readonly description?: string };
  readonly configVariables?: readonly ConfigVariable[];
  readonly destinationConfigs?: readonly DestinationConfig[];
  readonly authConfig?: {
    readonly authType?: string;
    readonly authKey?: string;
    readonly userPassword?: { readonly username?: string; readonly password?: SecretReference };
    readonly additionalVariables?: readonly ConfigVariable[];
  };
  readonly sslConfig?: { readonly type?: string; readonly additionalVariables?: readonly ConfigVariable[] };
  readonly nodeConfig?: { readonly minNodeCount?: number; readonly maxNodeCount?: number };
  readonly logConfig?: { readonly enabled?: boolean; readonly level?: string };
}

/** A long-running operation. */
export interface Operation {
  readonly name: string;
  readonly done?: boolean;
  readonly error?: { readonly message?: string };
  readonly response?: unknown;
}

export const nameOf = ({ project, location, connection }: ConnectionPlace): string =>
  `projects/${project}/locations/${location}/connections/${connection}`;

export function placeOf(name: string): ConnectionPlace {
  const [, project = '', , location = '', , connection = ''] = name.split('/');
  return { project, location, connection };
}

const CHANGING = new Set(['CREATING', 'UPDATING', 'DELETING']);
/** Reading connections costs no requests to Twilio. */
const REFRESH_MS = { changing: 5_000, otherwise: 60_000 };

export const connectionsQuery = (project: string) =>
  queryOptions({
    queryKey: ['connections', project],
    queryFn: async ({ signal }) => {
      const path = `/v1/projects/${project}/locations/-/connections`;
      const { connections = [] } = await request<{ connections?: Connection[] }>({
        path,
        query: { pageSize: 1000 },
        signal,
      });
      return connections;
    },
    refetchInterval: ({ state }) =>
      state.data?.some(({ status }) => CHANGING.has(status?.state ?? '')) ? REFRESH_MS.changing : REFRESH_MS.otherwise,
  });

export const connectionQuery = (place: ConnectionPlace) =>
  queryOptions({
    queryKey: ['connection', nameOf(place)],
    queryFn: ({ signal }) => request<Connection>({ path: `/v1/${nameOf(place)}`, signal }),
    refetchInterval: ({ state }) =>
      CHANGING.has(state.data?.status?.state ?? '') ? REFRESH_MS.changing : REFRESH_MS.otherwise,
  });

/** Requests to Twilio that a node takes in a second. */
export const RATE_PER_NODE = 25;

/** The nodes of a connection. Google's defaults apply if it names none. */
export function nodesOf({ nodeConfig }: Pick<Connection, 'nodeConfig'>): {
  readonly least: number;
  readonly most: number;
} {
  return { least: nodeConfig?.minNodeCount ?? 2, most: nodeConfig?.maxNodeCount ?? 50 };
}

/** The account whose data a connection shows. */
export function accountOf({ authConfig, configVariables }: Connection): string {
  const subaccount = configVariables?.find(({ key }) => key === 'subaccount_sid')?.stringValue;
  const own = authConfig?.additionalVariables?.find(({ key }) => key === 'account_sid')?.stringValue;
  return subaccount ?? own ?? authConfig?.userPassword?.username ?? '';
}

export function variableOf(connection: Connection | undefined, key: string): ConfigVariable | undefined {
  return connection?.configVariables?.find((variable) => variable.key === key);
}
