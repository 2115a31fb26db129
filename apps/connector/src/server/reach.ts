import type { ConnectionsOptions } from '../connections/open-connections.js';
import type { Env } from '../env.js';
import { createAllowedHosts } from '../network/allowed-hosts.js';
import { allowBaseUrl } from '../network/own-base-url.js';

/** Which hosts the connections of a server may reach, and where they find Twilio. */
export function reachOf(
  { TWILIO_BASE_URL: baseUrl, CONNECTOR_ALLOWED_HOSTS: allowed = [] }: Env,
  simulatorUrl: string | undefined,
): Pick<ConnectionsOptions, 'hosts' | 'twilioUrl'> {
  return {
    hosts: allowBaseUrl(createAllowedHosts([...allowed, ...spellingsOf(simulatorUrl)]), baseUrl),
    twilioUrl: simulatorUrl && `${simulatorUrl}/{product}`,
  };
}

/** A connection may name the server's own simulator in any spelling of this machine's loopback interface. */
function spellingsOf(simulatorUrl: string | undefined): readonly string[] {
  if (simulatorUrl === undefined) return [];
  const { port } = new URL(simulatorUrl);
  return ['localhost', '127.0.0.1', '[::1]'].map((host) => `${host}:${port}`);
}
