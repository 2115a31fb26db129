import type { Router } from './engine/route.js';
import { isProduct, type Product } from './twilio/products.js';

/** The product of one of Twilio's hosts: `messaging` of `messaging.dublin.ie1.twilio.com`; undefined for an unknown one. */
export function productOf(host: string): Product | undefined {
  const [word = ''] = host.split('.');
  return isProduct(word) ? word : undefined;
}

/**
 * The address at Twilio that a request to the simulator's own address is about. The product is the first word of the path,
 * `/messaging/v1/Services`; else that of a Twilio host in the header; else the one product that has the path, or `api`.
 */
export function toTwilioUrl(
  target: string,
  host: string | undefined,
  { productsWith }: Pick<Router, 'productsWith'>,
): string {
  const [, first = '', rest = ''] = /^\/([a-z]+)(\/.*)$/.exec(target) ?? [];
  if (isProduct(first)) return `https://${first}.twilio.com${rest}`;
  const name = host?.replace(/:\d+$/, '');
  if (name?.endsWith('.twilio.com')) return `https://${name}${target}`;
  const found = productsWith(target.replace(/\?.*$/, '').replace(/\.json$/, ''));
  const [product = 'api'] = found.length === 1 || found[0] === 'api' ? found : [];
  return `https://${product}.twilio.com${target}`;
}
