import { type ConnectorNameOptions, connectorNames } from '../names/connector-names.js';
import { connectorVersion } from '../names/connector-version.js';
import { describeTemplates } from './describe-templates.js';

/** Options of `describeConnectorVersion`. */
export interface DescribeConnectorVersionOptions extends ConnectorNameOptions {
  /** `FULL` adds the roles that a connection's service account needs. Default: `BASIC`. */
  readonly view?: 'BASIC' | 'FULL';
  /** When this build was created and installed, if known. */
  readonly createTime?: string;
  readonly updateTime?: string;
}

/** https://cloud.google.com/integration-connectors/docs/connectors/twilio/configure, "Before you begin" */
const roleGrants = [
  {
    principal: 'CONNECTOR_SA',
    roles: ['roles/secretmanager.viewer', 'roles/secretmanager.secretAccessor'],
    resource: { type: 'GCP_PROJECT' },
    helperTextTemplate: 'Lets the connection read the secrets that it refers to.',
  },
];

/**
 * The response of v1 `versions.get`: everything that a client needs to render the form for a new connection. Google's shape:
 * https://cloud.google.com/integration-connectors/docs/reference/rest/v1/projects.locations.providers.connectors.versions
 */
export function describeConnectorVersion(options: DescribeConnectorVersionOptions) {
  const { view = 'BASIC', createTime, updateTime } = options;
  return {
    name: connectorNames(options).version,
    ...(createTime === undefined ? {} : { createTime }),
    ...(updateTime === undefined ? {} : { updateTime }),
    displayName: `Twilio ${connectorVersion.version}`,
    releaseVersion: connectorVersion.releaseVersion,
    launchStage: connectorVersion.launchStage,
    ...describeTemplates(),
    supportedRuntimeFeatures: { entityApis: true, actionApis: true, sqlQuery: false, asyncOperations: false },
    authOverrideEnabled: false,
    isCustomActionsSupported: false,
    isCustomEntitiesSupported: false,
    unsupportedConnectionTypes: ['CONNECTION_WITH_EVENTING', 'ONLY_EVENTING'],
    connectorInfraConfig: {
      ratelimitThreshold: connectorVersion.ratelimitThreshold,
      connectionRatelimitWindowSeconds: '1',
    },
    schemaRefreshConfig: { useSynchronousSchemaRefresh: true, useActionDisplayNames: false },
    ...(view === 'FULL' ? { roleGrants: structuredClone(roleGrants) } : {}),
  };
}
