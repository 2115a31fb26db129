import { BlockList, isIP, isIPv6 } from 'node:net';
import { toAddress } from './special-addresses.js';

/** One entry of a list of allowed hosts, read. */
export type HostEntry =
  /** `name`, or with `isParent` every name below it. */
  | { readonly kind: 'name'; readonly name: string; readonly isParent: boolean; readonly port?: number }
  | { readonly kind: 'address'; readonly address: string; readonly port?: number }
  | { readonly kind: 'range'; readonly includes: (address: string) => boolean };

/** A list of allowed hosts that cannot be used; the message names the entry and what an entry looks like. */
export class AllowedHostsError extends Error {
  override readonly name = 'AllowedHostsError';
}

const NAME = /^[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)*$/;

/**
 * Reads an entry: `gateway.example.com`, `*.example.com` (every name below it), `10.0.0.5`, `[fd00::5]`, each with or
 * without `:port`, or `10.0.0.0/8`. `localhost` also is its addresses.
 *
 * @throws AllowedHostsError for anything else
 */
export function toHostEntries(text: string): HostEntry[] {
  const entries = text.includes('/') ? toRange(text) : toHosts(text);
  if (entries) return entries;
  throw new AllowedHostsError(
    `${JSON.stringify(text)} is no allowed host. Give a host ("gateway.example.com", "*.example.com", "10.0.0.5"), ` +
      'with a port or without ("localhost:8081", "[fd00::5]:8081"), or a range of addresses ("10.0.0.0/8").',
  );
}

/**
 * A host in the one spelling that a WHATWG URL gives it (lower case, punycode, IPv4 in four decimal numbers), without
 * brackets or the dot of the root; an address as `toAddress` writes it. Undefined for what is no host by itself.
 */
export function toHost(text: string): string | undefined {
  if (text === '' || /[\s/\\?#@]/.test(text)) return undefined;
  const url = URL.parse(`http://${isIPv6(text) ? `[${text}]` : text}`);
  const hasPort = !isIPv6(text) && /:\d*$/.test(text);
  return url && !hasPort ? hostOf(url) : undefined;
}

/** The host of a URL, as `toHost` writes it. */
export function hostOf({ hostname }: URL): string {
  const name = hostname.replace(/^\[|\]$|\.$/g, '');
  return toAddress(name) ?? name;
}

function toHosts(text: string): HostEntry[] | undefined {
  const [, given = '', digits] = isIPv6(text) ? ['', text] : (/^(\[.*\]|[^:]*)(?::(\d{1,5}))?$/.exec(text) ?? []);
  const isParent = given.startsWith('*.');
  const host = toHost(isParent ? given.slice(2) : given);
  const port = digits === undefined ? undefined : Number(digits);
  if (host === undefined || port === 0 || (port ?? 0) > 65_535) return undefined;
  const where = { ...(port !== undefined && { port }) };
  if (isIP(host) !== 0) return isParent ? undefined : [{ kind: 'address', address: host, ...where }];
  if (!NAME.test(host)) return undefined;
  const name: HostEntry = { kind: 'name', name: host, isParent, ...where };
  if (host !== 'localhost' || isParent) return [name];
  return [name, ...['127.0.0.1', '::1'].map((address): HostEntry => ({ kind: 'address', address, ...where }))];
}

function toRange(text: string): HostEntry[] | undefined {
  const [, given = '', digits] = /^([^/]*)\/(\d{1,3})$/.exec(text) ?? [];
  const network = toAddress(given) ?? '';
  const family = isIP(network);
  const prefix = Number(digits);
  // An IPv4 range in the guise of an IPv6 one would never be met: addresses are compared as IPv4.
  if (family === 0 || family !== isIP(given) || prefix > (family === 6 ? 128 : 32)) return undefined;
  const type = family === 6 ? 'ipv6' : 'ipv4';
  const list = new BlockList();
  list.addSubnet(network, prefix, type);
  return [{ kind: 'range', includes: (address) => isIP(address) === family && list.check(address, type) }];
}
