import { type ConnectorNameOptions, connectorNames } from '../names/connector-names.js';
import { connectorVersion } from '../names/connector-version.js';

const common = {
  displayName: 'Twilio',
  documentationUri: 'https://cloud.google.com/integration-connectors/docs/connectors/twilio/configure',
  externalUri: 'https://www.twilio.com',
  launchStage: connectorVersion.launchStage,
} as const;

/**
 * The response of v1 `providers.get`. Google's shape:
 * https://cloud.google.com/integration-connectors/docs/reference/rest/v1/projects.locations.providers
 */
export function describeProvider(options: ConnectorNameOptions) {
  return { name: connectorNames(options).provider, description: 'Twilio, the communications platform.', ...common };
}

/**
 * The response of v1 `connectors.get`. Google's shape:
 * https://cloud.google.com/integration-connectors/docs/reference/rest/v1/projects.locations.providers.connectors
 */
export function describeConnector(options: ConnectorNameOptions) {
  return {
    name: connectorNames(options).connector,
    description: 'Twilio as a database: entity types with operations, and actions.',
    ...common,
    category: 'Communications',
    tags: ['SMS', 'Voice', 'Messaging'],
    connectorType: 'CONNECTOR_TYPE_THIRD_PARTY',
  };
}
