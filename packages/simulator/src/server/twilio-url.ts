import { router } from '../resources/registry.js';
import { PRODUCTS } from '../twilio/operation.js';

/** Where a request over HTTP goes: the URL that it would have at Twilio, or why there is none. */
export type Address = { readonly url: string } | { readonly error: string };

/**
 * Says which product a request to the server is for: the one that its path begins with (`/messaging/v1/Services`), else that
 * of a `Host` of Twilio's, else the only one that knows the path, the 2010 API before all others.
 *
 * @param target path and query
 */
export function addressOf(target: string, host: string | undefined): Address {
  const [, prefix, rest] = /^\/([a-z]+)(\/.*)$/.exec(target) ?? [];
  if (PRODUCTS.some((product) => product === prefix)) return { url: `https://${prefix}.twilio.com${rest}` };
  const name = host?.replace(/:\d+$/, '').toLowerCase() ?? '';
  if (/^[a-z0-9.-]+\.twilio\.com$/.test(name)) return { url: `https://${name}${target}` };
  const path = target.replace(/\?.*$/s, '');
  const products = path.startsWith('/2010-04-01/') ? [] : router.productsOf(path);
  if (products.length <= 1) return { url: `https://${products[0] ?? 'api'}.twilio.com${target}` };
  const forms = products.map((product) => `/${product}${path}`).join(', ');
  return { error: `Several products of Twilio have ${path}. Put the product in front: ${forms}.` };
}
