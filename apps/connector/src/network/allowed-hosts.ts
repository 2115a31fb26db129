import { ipFamily } from './ip-family.js';
import { type HostEntry, hostOf, portOf, PRODUCT_LABEL, toHost, toHostEntries } from './host-entry.js';
import { isMetadata, isPublic, mayBeMetadata, toAddress } from './special-addresses.js';

/** The hosts that connections may send requests to. */
export interface AllowedHosts {
  /**
   * Explains in a sentence why a base URL is not allowed. Returns undefined if it is. `{product}` stands for any product, and
   * every resulting host must be allowed. Does not resolve names.
   */
  readonly checkUrl: (url: string) => string | undefined;
  /** The same for a host name or IP address and a port, for example of a proxy. */
  readonly checkHost: (host: string, port: number) => string | undefined;
  /**
   * Explains in a sentence why the client may not connect to an address. Returns undefined if it may: the address is public, or
   * an entry allows it. Implements the client's `checkAddress` and never throws.
   */
  readonly checkAddress: (destination: Destination) => string | undefined;
}

/** The target of a connection: the URL's host, and the address that it is or resolves to. */
interface Destination {
  readonly host: string;
  readonly port: number;
  readonly address: string;
}

const ALWAYS_ALLOWED = ['*.twilio.com'];

const REMEDY = 'The operator of this server can allow it in CONNECTOR_ALLOWED_HOSTS';

/**
 * `*.twilio.com` is always allowed. An allowed name must resolve to public addresses, or to addresses that another entry
 * allows. Metadata services of clouds, such as 169.254.169.254, are only allowed by their exact address or name.
 *
 * @throws AllowedHostsError for an invalid entry
 */
export function createAllowedHosts(entries: readonly string[]): AllowedHosts {
  const rules = [...ALWAYS_ALLOWED, ...entries].flatMap(toHostEntries);
  const check = (host: string, port: number) => {
    const isAllowed = ipFamily(host) === 0 ? isNameAllowed(rules, host, port) : isAddressAllowed(rules, host, port);
    if (isAllowed) return undefined;
    const shown = toShown(host, port);
    if (isMetadata(host))
      return `${shown} is a cloud's metadata service. ${REMEDY}, with an entry for exactly this host.`;
    return `${shown} is not on the list of allowed hosts. ${REMEDY}.`;
  };
  return {
    checkUrl(text) {
      const url = URL.parse(text.replaceAll('{product}', PRODUCT_LABEL));
      if (url === null || !/^https?:$/.test(url.protocol)) return 'Expected an http or https URL with a host.';
      if (url.username !== '' || url.password !== '') return 'Expected a URL without a user name or password.';
      return check(hostOf(url), portOf(url));
    },
    checkHost(text, port) {
      const host = toHost(text);
      return host === undefined ? 'Expected a host name or IP address without a port.' : check(host, port);
    },
    checkAddress({ host, port, address: text }) {
      const address = toAddress(text);
      if (address === undefined) return 'It resolves to an invalid address.';
      const isUnrestricted = isPublic(address) && !isMetadata(address);
      if (isUnrestricted || isAddressAllowed(rules, address, port)) return undefined;
      const kind = isMetadata(address) ? "the address of a cloud's metadata service" : 'a private or reserved address';
      return `${toHost(host) === address ? 'It is' : `It resolves to ${address},`} ${kind}. ${REMEDY}, with an entry for this address.`;
    },
  };
}

function isNameAllowed(rules: readonly HostEntry[], host: string, port: number): boolean {
  const end = host.lastIndexOf(PRODUCT_LABEL);
  const hasProduct = end >= 0;
  // The part of the host that is the same for every product.
  const fixed = hasProduct ? host.slice(end + PRODUCT_LABEL.length) : host;
  const isReserved = hasProduct ? mayBeMetadata(fixed) : isMetadata(host);
  return rules.some((rule) => {
    if (rule.kind !== 'name' || (rule.port !== undefined && rule.port !== port)) return false;
    return rule.isParent ? fixed.endsWith(`.${rule.name}`) && !isReserved : host === rule.name;
  });
}

function isAddressAllowed(rules: readonly HostEntry[], address: string, port: number): boolean {
  return rules.some((rule) => {
    if (rule.kind === 'address') return rule.address === address && (rule.port === undefined || rule.port === port);
    return rule.kind === 'range' && rule.includes(address) && !isMetadata(address);
  });
}

function toShown(host: string, port: number): string {
  const name = host.replaceAll(PRODUCT_LABEL, '{product}');
  return ipFamily(host) === 6 ? `[${name}]:${port}` : `${name}:${port}`;
}
