import { BlockList } from 'node:net';
import { ipFamily } from './ip-family.js';
import { toAddress } from './special-addresses.js';

/** One parsed entry of the list of allowed hosts. */
export type HostEntry =
  /** `name`, or every name below it if `isParent`. */
  | { readonly kind: 'name'; readonly name: string; readonly isParent: boolean; readonly port?: number }
  | { readonly kind: 'address'; readonly address: string; readonly port?: number }
  | { readonly kind: 'range'; readonly includes: (address: string) => boolean };

/** An invalid entry of the list of allowed hosts. The message shows the entry and the valid forms. */
export class AllowedHostsError extends Error {
  override readonly name = 'AllowedHostsError';
}

const NAME = /^[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)*$/;

/**
 * Parses an entry: `gateway.example.com`, `*.example.com` (every name below it), `10.0.0.5` or `[fd00::5]`, each with or
 * without `:port`, or `10.0.0.0/8`. `localhost` includes its addresses.
 *
 * @throws AllowedHostsError for anything else
 */
export function toHostEntries(text: string): HostEntry[] {
  const entries = text.includes('/') ? toRange(text) : toHosts(text);
  if (entries) return entries;
  throw new AllowedHostsError(
    `${JSON.stringify(text)} is not a valid allowed host. Use a host ("gateway.example.com", "*.example.com", "10.0.0.5"), ` +
      'with or without a port ("localhost:8081", "[fd00::5]:8081"), or an address range ("10.0.0.0/8").',
  );
}

/**
 * Normalizes a host as a WHATWG URL does (lower case, punycode, IPv4 as four decimal numbers), without brackets or a trailing
 * dot; an address as `toAddress` does. Returns undefined for text that is not a host alone.
 */
export function toHost(text: string): string | undefined {
  if (text === '' || /[\s/\\?#@]/.test(text)) return undefined;
  const isV6 = ipFamily(text) === 6;
  const url = URL.parse(`http://${isV6 ? `[${text}]` : text}`);
  const hasPort = !isV6 && /:\d*$/.test(text);
  return url && !hasPort ? hostOf(url) : undefined;
}

/**
 * Replaces `{product}` in a base URL before the URL is parsed. Parsing numbers or percent-encoded bytes cannot produce this label.
 */
export const PRODUCT_LABEL = 'xproductx';

/** The port of an http or https URL. */
export function portOf({ port, protocol }: URL): number {
  return Number(port) || (protocol === 'https:' ? 443 : 80);
}

/** The normalized host of a URL. */
export function hostOf({ hostname }: URL): string {
  const name = hostname.replace(/^\[|\]$|\.$/g, '');
  return toAddress(name) ?? name;
}

function toHosts(text: string): HostEntry[] | undefined {
  const [, given = '', digits] =
    /^(\[.*\]|[^:]*)(?::(\d{1,5}))?$/.exec(text) ?? (ipFamily(text) === 6 ? ['', text] : []);
  const isParent = given.startsWith('*.');
  const host = toHost(isParent ? given.slice(2) : given);
  const port = digits === undefined ? undefined : Number(digits);
  if (host === undefined || port === 0 || (port ?? 0) > 65_535) return undefined;
  const where = { ...(port !== undefined && { port }) };
  if (ipFamily(host) !== 0) return isParent ? undefined : [{ kind: 'address', address: host, ...where }];
  if (!NAME.test(host)) return undefined;
  const name: HostEntry = { kind: 'name', name: host, isParent, ...where };
  if (host !== 'localhost' || isParent) return [name];
  return [name, ...['127.0.0.1', '::1'].map((address): HostEntry => ({ kind: 'address', address, ...where }))];
}

function toRange(text: string): HostEntry[] | undefined {
  const [, given = '', digits] = /^([^/]*)\/(\d{1,3})$/.exec(text) ?? [];
  const network = toAddress(given) ?? '';
  const family = ipFamily(network);
  const prefix = Number(digits);
  // A range of IPv4-mapped IPv6 addresses would never match, because those are compared as IPv4.
  if (family === 0 || family !== ipFamily(given) || prefix > (family === 6 ? 128 : 32)) return undefined;
  const type = family === 6 ? 'ipv6' : 'ipv4';
  const list = new BlockList();
  list.addSubnet(network, prefix, type);
  return [{ kind: 'range', includes: (address) => ipFamily(address) === family && list.check(address, type) }];
}
