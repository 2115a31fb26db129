import { ConnectorError } from '../errors.js';

const WEBHOOKS = 'Twilio sends events to webhooks, which this server does not have.';
const TOOLSPECS = 'Tools follow from the declarations and cannot be overridden.';
const ONE_CONNECTOR = 'This server has one connector, Twilio.';
const SETTINGS = 'This server is configured by its environment and its connections.';
const LOCATIONS = 'Locations are only names here and have no settings.';
const CONNECTOR_POLICY = 'Roles are granted on projects and connections, not on the connector.';
const NO_OAUTH = 'Twilio authenticates with an Account SID and a token or an API key, not with OAuth.';
const SECRET_POLICY = 'Grant roles for secrets on their project.';

/**
 * The reasons why methods of Google's APIs are not built, by prefix of the method id. The longest prefix decides.
 * docs/not-built.md is generated from this table.
 */
export const NOT_BUILT: Readonly<Record<string, string>> = {
  'v1.connections.endUserAuthentications': 'Twilio has no end-user login. Tokens identify the callers.',
  'v1.connections.eventSubscriptions': WEBHOOKS,
  'v1.connections.listenEvent': WEBHOOKS,
  'v1.connections.repairEventing': WEBHOOKS,
  'v1.connections.fetchToolspecOverride': TOOLSPECS,
  'v1.connections.generateToolspecOverride': TOOLSPECS,
  'v1.connections.modifyToolspecOverride': TOOLSPECS,
  'v1.connections.removeToolspecOverride': TOOLSPECS,
  'v1.customConnectors': ONE_CONNECTOR,
  'v1.global.customConnectors': ONE_CONNECTOR,
  'v1.endpointAttachments':
    'Private Service Connect exists only at Google. This server reaches private hosts through its own network.',
  'v1.global.managedZones': 'Managed DNS zones exist only at Google. This server uses the DNS resolver of its machine.',
  'v1.global.getSettings': SETTINGS,
  'v1.global.updateSettings': SETTINGS,
  'v1.getRegionalSettings': LOCATIONS,
  'v1.updateRegionalSettings': LOCATIONS,
  'v1.getRuntimeConfig': 'This server is the runtime, so its address is the one that was called.',
  'v1.providers.connectors.versions.eventtypes': WEBHOOKS,
  'v1.providers.getIamPolicy': CONNECTOR_POLICY,
  'v1.providers.setIamPolicy': CONNECTOR_POLICY,
  'v1.providers.testIamPermissions': CONNECTOR_POLICY,
  'v2.connections.exchangeAuthCode': NO_OAUTH,
  'v2.connections.refreshAccessToken': NO_OAUTH,
  'v2.connections.generateConnectionToolspecOverride': TOOLSPECS,
  'v2.connections.listCustomToolNames': TOOLSPECS,
  'secretmanager.projects.locations': 'The vault has no regions. Omit locations/ and the region from the name.',
  'secretmanager.projects.secrets.patch': 'Set labels when you create the secret.',
  'secretmanager.projects.secrets.getIamPolicy': SECRET_POLICY,
  'secretmanager.projects.secrets.setIamPolicy': SECRET_POLICY,
  'secretmanager.projects.secrets.testIamPermissions': SECRET_POLICY,
};

/** The error for every method without a declaration. */
export function notBuilt(methodId: string): ConnectorError {
  return new ConnectorError(
    'UNIMPLEMENTED',
    `${methodId} is not implemented. ${whyNotBuilt(methodId) ?? 'It may be added later.'}`,
  );
}

/** The reason why a method is not built; undefined if there is no reason against it. */
export function whyNotBuilt(methodId: string): string | undefined {
  const [longest] = Object.keys(NOT_BUILT)
    .filter((prefix) => methodId === prefix || methodId.startsWith(`${prefix}.`))
    .toSorted((a, b) => b.length - a.length);
  return longest === undefined ? undefined : NOT_BUILT[longest];
}
