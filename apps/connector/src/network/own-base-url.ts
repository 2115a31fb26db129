import type { AllowedHosts } from './allowed-hosts.js';

/**
 * Also allows the base URL that the operator started the server with, for example a simulator in a private network. `{product}`
 * in it stands for any product.
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

// Replaces {product} before the URL is parsed.
const PRODUCT = 'xproductx';
