import type { ConnectionsOptions } from '../connections/open-connections.js';
import type { Env } from '../env.js';
import { createAllowedHosts } from '../network/allowed-hosts.js';
import { allowBaseUrl } from '../network/own-base-url.js';
import { allowProxies, proxyOfEnvironment } from '../network/proxy-of-the-environment.js';

/** Which hosts the connections of a server may reach, and where they find Twilio. */
export function reachOf(
  env: Env,
  simulatorUrl: string | undefined,
): Pick<ConnectionsOptions, 'hosts' | 'twilioUrl' | 'proxy' | 'allowsInsecureTrust'> {
  const { TWILIO_BASE_URL: baseUrl, CONNECTOR_ALLOWED_HOSTS: allowed = [] } = env;
  const own = spellingsOf(simulatorUrl);
  const proxy = proxyOfEnvironment(env, own);
  return {
    hosts: allowProxies(allowBaseUrl(createAllowedHosts([...allowed, ...own]), baseUrl), proxy),
    proxy,
    allowsInsecureTrust: env.CONNECTOR_ALLOW_INSECURE_TRUST,
    twilioUrl: simulatorUrl && `${simulatorUrl}/{product}`,
  };
}

/** A connection may name the server's own simulator in any spelling of this machine's loopback interface. */
function spellingsOf(simulatorUrl: string | undefined): readonly string[] {
  if (simulatorUrl === undefined) return [];
  const { port } = new URL(simulatorUrl);
  return ['localhost', '127.0.0.1', '[::1]'].map((host) => `${host}:${port}`);
}
