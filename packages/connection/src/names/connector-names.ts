import { connectorVersion } from './connector-version.js';

/** Under which names the provider, the connector and its version are asked for. */
export interface ConnectorNameOptions {
  readonly project: string;
  /** Any is served, since Google's exports differ there. Default: `twilio`. */
  readonly provider?: string | undefined;
}

/** The names of the provider, its connector and the version of this build, below a project. */
export function connectorNames({ project, provider = connectorVersion.provider }: ConnectorNameOptions) {
  const providerName = `projects/${project}/locations/global/providers/${provider}`;
  const connector = `${providerName}/connectors/${connectorVersion.connector}`;
  return { provider: providerName, connector, version: `${connector}/versions/${connectorVersion.version}` };
}
