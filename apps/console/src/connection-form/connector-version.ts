import { queryOptions } from '@tanstack/react-query';
import { request } from '../api/http.ts';

interface FieldComparison {
  readonly key: string;
  readonly comparator: string;
  readonly stringValue?: string;
  readonly boolValue?: boolean;
}

/** When a variable is required. */
export interface LogicalExpression {
  readonly logicalOperator?: 'AND' | 'OR';
  readonly fieldComparisons?: readonly FieldComparison[];
  readonly logicalExpressions?: readonly LogicalExpression[];
}

/** The declaration of a config variable, which draws its control. */
export interface VariableTemplate {
  readonly key: string;
  readonly valueType: string;
  readonly displayName?: string;
  readonly description?: string;
  readonly required?: boolean;
  readonly requiredCondition?: LogicalExpression;
  readonly enumOptions?: readonly { readonly id: string; readonly displayName?: string }[];
  readonly isAdvanced?: boolean;
}

export interface AuthTemplate {
  readonly authType: string;
  readonly authKey: string;
  readonly displayName?: string;
  readonly description?: string;
  readonly isDefault?: boolean;
  readonly configVariableTemplates?: readonly VariableTemplate[];
}

export interface DestinationTemplate {
  readonly key: string;
  readonly displayName?: string;
  readonly description?: string;
  readonly max?: number;
}

/** What a version of a connector offers: everything that the form is drawn from. */
export interface ConnectorVersion {
  readonly name: string;
  readonly displayName?: string;
  readonly authConfigTemplates?: readonly AuthTemplate[];
  readonly configVariableTemplates?: readonly VariableTemplate[];
  readonly destinationConfigTemplates?: readonly DestinationTemplate[];
  readonly sslConfigTemplate?: {
    readonly sslType?: string;
    readonly additionalVariables?: readonly VariableTemplate[];
  };
}

interface Named {
  readonly name: string;
  readonly displayName?: string;
}

const HOUR_MS = 3_600_000;

export const locationsQuery = (project: string) =>
  queryOptions({
    queryKey: ['locations', project],
    staleTime: HOUR_MS,
    queryFn: async ({ signal }) => {
      const path = `/v1/projects/${project}/locations`;
      const { locations = [] } = await request<{ locations?: { locationId: string; displayName?: string }[] }>({
        path,
        query: { pageSize: 200 },
        signal,
      });
      // Connectors live in `global`, connections do not.
      return locations.filter(({ locationId }) => locationId !== 'global');
    },
  });

/** The connectors of all providers, each with its versions. */
export const connectorsQuery = (project: string) =>
  queryOptions({
    queryKey: ['connectors', project],
    staleTime: HOUR_MS,
    queryFn: async ({ signal }) => {
      const global = `/v1/projects/${project}/locations/global`;
      const { providers = [] } = await request<{ providers?: Named[] }>({ path: `${global}/providers`, signal });
      const lists = await Promise.all(
        providers.map(({ name }) => request<{ connectors?: Named[] }>({ path: `/v1/${name}/connectors`, signal })),
      );
      const connectors = lists.flatMap((list) => list.connectors ?? []);
      return Promise.all(
        connectors.map(async (connector) => {
          const path = `/v1/${connector.name}/versions`;
          const { connectorVersions = [] } = await request<{ connectorVersions?: Named[] }>({ path, signal });
          return { ...connector, versions: connectorVersions };
        }),
      );
    },
  });

export const versionQuery = (name: string) =>
  queryOptions({
    queryKey: ['connectorVersion', name],
    staleTime: HOUR_MS,
    queryFn: ({ signal }) =>
      request<ConnectorVersion>({ path: `/v1/${name}`, query: { view: 'CONNECTOR_VERSION_VIEW_FULL' }, signal }),
  });
