import type { AllowedHosts } from './allowed-hosts.js';

/**
 * Lets through, beside what is allowed, the base URL that the server itself was started with: whoever starts it may send its
 * requests anywhere, to a simulator in a private network for one. `{product}` in it stands for any product.
 */
export function allowBaseUrl(hosts: AllowedHosts, baseUrl: string | undefined): AllowedHosts {
  const url = baseUrl === undefined ? null : URL.parse(baseUrl.replaceAll('{product}', PRODUCT));
  if (!url) return hosts;
  const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
  const literal = url.hostname.replace(/^\[|\]$/g, '').replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  const pattern = new RegExp(`^${literal.replaceAll(PRODUCT, '[a-z0-9-]+')}$`, 'i');
  return {
    ...hosts,
    checkUrl: (text) => (text === baseUrl ? undefined : hosts.checkUrl(text)),
    checkAddress: (destination) =>
      destination.port === port && pattern.test(destination.host) ? undefined : hosts.checkAddress(destination),
  };
}

// A label that no other text of a URL makes.
const PRODUCT = 'xproductx';
