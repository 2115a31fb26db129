import { router } from '../resources/registry.js';
import { PRODUCTS } from '../twilio/operation.js';

/** The URL that a request to the server would have at Twilio, or the reason why it cannot be determined. */
export type TwilioUrl = { readonly url: string } | { readonly error: string };

/**
 * Determines the product of a request to the server: the product prefix of the path (`/messaging/v1/Services`), else a Twilio
 * host name in the `Host` header, else the only product that has the path. Paths of the 2010 API always belong to `api`.
 *
 * @param target path and query
 */
export function toTwilioUrl(target: string, host: string | undefined): TwilioUrl {
  const [, prefix, rest] = /^\/([a-z]+)(\/.*)$/.exec(target) ?? [];
  if (PRODUCTS.some((product) => product === prefix)) return { url: `https://${prefix}.twilio.com${rest}` };
  const name = host?.replace(/:\d+$/, '').toLowerCase() ?? '';
  if (/^[a-z0-9.-]+\.twilio\.com$/.test(name)) return { url: `https://${name}${target}` };
  const path = target.replace(/\?.*$/s, '');
  const products = path.startsWith('/2010-04-01/') ? [] : router.productsOf(path);
  if (products.length <= 1) return { url: `https://${products[0] ?? 'api'}.twilio.com${target}` };
  const choices = products.map((product) => `/${product}${path}`).join(', ');
  return { error: `Several Twilio products have the path ${path}. Prefix it with a product: ${choices}.` };
}
