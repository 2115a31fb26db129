import { router } from '../resources/registry.js';
import { PRODUCTS } from '../twilio/operation.js';

/** The URL that a request to the server would have at Twilio, or the reason why it cannot be determined. */
export type TwilioUrl = { readonly url: string } | { readonly error: string };

/**
 * Determines the product of a request to the server: the product prefix of the path (`/messaging/v1/Services`), else a Twilio
 * host name in the `X-Forwarded-Host` or `Host` header, else the only product that has the path. Paths of the 2010 API always belong to `api`.
 *
 * @param target path and query
 * @param hosts of the headers, the first of Twilio counts
 */
export function toTwilioUrl(target: string, hosts: readonly (string | undefined)[]): TwilioUrl {
  const [, prefix, rest] = /^\/([a-z]+)(\/.*)$/.exec(target) ?? [];
  if (PRODUCTS.some((product) => product === prefix)) return { url: `https://${prefix}.twilio.com${rest}` };
  const names = hosts.map((host) => host?.replace(/:\d+$/, '').toLowerCase() ?? '');
  const name = names.find((host) => /^[a-z0-9.-]+\.twilio\.com$/.test(host));
  if (name !== undefined) return { url: `https://${name}${target}` };
  const path = target.replace(/\?.*$/s, '');
  const products = path.startsWith('/2010-04-01/') ? [] : router.productsOf(path);
  if (products.length <= 1) return { url: `https://${products[0] ?? 'api'}.twilio.com${target}` };
  const choices = products.map((product) => `/${product}${path}`).join(', ');
  return { error: `Several Twilio products have the path ${path}. Prefix it with a product: ${choices}.` };
}
