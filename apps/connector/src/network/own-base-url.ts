import type { AllowedHosts } from './allowed-hosts.js';
import { portOf, PRODUCT_LABEL } from './host-entry.js';

/**
 * Also allows the base URL that the operator started the server with, for example a simulator in a private network. `{product}`
 * in it stands for any product.
 */
export function allowBaseUrl(hosts: AllowedHosts, baseUrl: string | undefined): AllowedHosts {
  const url = baseUrl === undefined ? null : URL.parse(baseUrl.replaceAll('{product}', PRODUCT_LABEL));
  if (!url) return hosts;
  const port = portOf(url);
  const literal = url.hostname.replace(/^\[|\]$/g, '').replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  const pattern = new RegExp(`^${literal.replaceAll(PRODUCT_LABEL, '[a-z0-9-]+')}$`, 'i');
  return {
    ...hosts,
    checkUrl: (text) => (text === baseUrl ? undefined : hosts.checkUrl(text)),
    checkAddress: (destination) =>
      destination.port === port && pattern.test(destination.host) ? undefined : hosts.checkAddress(destination),
  };
}
