import { ConnectorError } from '../errors.js';

/**
 * What Google's methods are about that can mean nothing here, by the beginning of their ids; the longest that fits says why.
 * The documentation of the REST surface lists the same.
 */
export const NOT_BUILT: Readonly<Record<string, string>> = {
  'v1.connections.endUserAuthentications': 'Twilio has no log-in of end users; callers are told apart by their tokens.',
  'v1.connections.eventSubscriptions': 'Twilio sends its events to webhooks of its own; this server takes none.',
  'v1.connections.listenEvent': 'Twilio sends its events to webhooks of its own; this server takes none.',
  'v1.connections.repairEventing': 'Twilio sends its events to webhooks of its own; this server takes none.',
  'v1.connections.fetchToolspecOverride': 'Tools are those of the declarations; they cannot be written over.',
  'v1.connections.generateToolspecOverride': 'Tools are those of the declarations; they cannot be written over.',
  'v1.connections.modifyToolspecOverride': 'Tools are those of the declarations; they cannot be written over.',
  'v1.connections.removeToolspecOverride': 'Tools are those of the declarations; they cannot be written over.',
  'v1.customConnectors': 'This server has one connector, Twilio.',
  'v1.global.customConnectors': 'This server has one connector, Twilio.',
  'v1.endpointAttachments':
    'Private Service Connect is Google’s; let the server’s own network lead to what is private.',
  'v1.global.managedZones': 'DNS zones are Google’s; this server uses the resolver of its machine.',
  'v1.global.getSettings': 'Settings of this server are its environment, and its connections.',
  'v1.global.updateSettings': 'Settings of this server are its environment, and its connections.',
  'v1.getRegionalSettings': 'Locations are names here; nothing is set for them.',
  'v1.updateRegionalSettings': 'Locations are names here; nothing is set for them.',
  'v1.getRuntimeConfig': 'There is no runtime beside this server: it is at the address that was called.',
  'v1.providers.connectors.versions.eventtypes':
    'Twilio sends its events to webhooks of its own; this server takes none.',
  'v1.providers.getIamPolicy': 'The connector is everybody’s; roles are given on projects and connections.',
  'v1.providers.setIamPolicy': 'The connector is everybody’s; roles are given on projects and connections.',
  'v1.providers.testIamPermissions': 'The connector is everybody’s; roles are given on projects and connections.',
  'v2.connections.exchangeAuthCode': 'Twilio takes an Account SID and a token, or an API key; there is no OAuth.',
  'v2.connections.refreshAccessToken': 'Twilio takes an Account SID and a token, or an API key; there is no OAuth.',
  'v2.connections.generateConnectionToolspecOverride':
    'Tools are those of the declarations; they cannot be written over.',
  'v2.connections.listCustomToolNames': 'Tools are those of the declarations; they cannot be written over.',
};

/** The refusal of a method that is not built. */
export function notBuilt(methodId: string): ConnectorError {
  const reasons = Object.keys(NOT_BUILT).filter((start) => methodId === start || methodId.startsWith(`${start}.`));
  const reason = reasons.toSorted((a, b) => b.length - a.length).map((start) => NOT_BUILT[start])[0];
  const method = `${methodId.slice(3)} of Google's API ${methodId.slice(0, 2)}`;
  return new ConnectorError('UNIMPLEMENTED', `${method} is not built${reason ? `. ${reason}` : ' yet.'}`);
}
