import { connectorVersion } from './connector-version.js';

/** The variable parts of the names of the provider, the connector and its version. */
export interface ConnectorNameOptions {
  readonly project: string;
  /** Any provider id is accepted, since Google's exports use different ones. Default: `twilio`. */
  readonly provider?: string | undefined;
}

/** The names of the provider, its connector and this build's connector version in a project. */
export function connectorNames({ project, provider = connectorVersion.provider }: ConnectorNameOptions) {
  const providerName = `projects/${project}/locations/global/providers/${provider}`;
  const connector = `${providerName}/connectors/${connectorVersion.connector}`;
  return { provider: providerName, connector, version: `${connector}/versions/${connectorVersion.version}` };
}
