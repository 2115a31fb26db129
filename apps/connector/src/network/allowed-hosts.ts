import { isIP } from 'node:net';
import { type HostEntry, hostOf, toHost, toHostEntries } from './host-entry.js';
import { isMetadata, isPublic, mayBeMetadata, toAddress } from './special-addresses.js';

/** Which hosts this server may be sent to by those who configure connections. */
export interface AllowedHosts {
  /**
   * Why a URL may not be a base URL, as a sentence; undefined when it may. `{product}` stands for any product: every host
   * that it makes has to be allowed. Asks no resolver.
   */
  readonly checkUrl: (url: string) => string | undefined;
  /** The same of a host, a name or an address, and a port: of a proxy, say. */
  readonly checkHost: (host: string, port: number) => string | undefined;
  /**
   * Why no connection may be made to an address, as a sentence; undefined when one may: it is public, or an entry allows
   * this very address. The port for the client's `checkAddress`. Never throws.
   */
  readonly checkAddress: (destination: Destination) => string | undefined;
}

/** Where a connection is about to be made to: the URL's host, and the address that it is or resolves to. */
interface Destination {
  readonly host: string;
  readonly port: number;
  readonly address: string;
}

const ALWAYS = ['*.twilio.com'];

// A label that no other text of a URL makes, and that is no number, hexadecimal or percent-encoded byte.
const PRODUCT = 'xproductx';

const REMEDY = 'Whoever runs this server can allow it in CONNECTOR_ALLOWED_HOSTS';

/**
 * Makes the list of allowed hosts; `*.twilio.com` is always on it. An allowed name must resolve to public addresses,
 * unless an address or range on the list allows what it resolves to. Where clouds keep credentials (169.254.169.254 and
 * the like) is allowed by its exact address or name only.
 *
 * @throws AllowedHostsError for an entry that cannot be read
 */
export function createAllowedHosts(entries: readonly string[]): AllowedHosts {
  const rules = [...ALWAYS, ...entries].flatMap(toHostEntries);
  const check = (host: string, port: number) => {
    const isAllowed = isIP(host) === 0 ? isNameAllowed(rules, host, port) : isAddressAllowed(rules, host, port);
    if (isAllowed) return undefined;
    const shown = toShown(host, port);
    if (isMetadata(host)) return `${shown} is a cloud's metadata service. ${REMEDY}, as exactly this host.`;
    return `${shown} is not on the list of allowed hosts. ${REMEDY}.`;
  };
  return {
    checkUrl(text) {
      const url = URL.parse(text.replaceAll('{product}', PRODUCT));
      if (url === null || !/^https?:$/.test(url.protocol)) return 'It is no http or https URL with a host.';
      if (url.username !== '' || url.password !== '') return 'It holds a user name or a password.';
      return check(hostOf(url), Number(url.port) || (url.protocol === 'https:' ? 443 : 80));
    },
    checkHost(text, port) {
      const host = toHost(text);
      return host === undefined ? 'It is no host: give a name or an address alone.' : check(host, port);
    },
    checkAddress({ host, port, address: text }) {
      const address = toAddress(text);
      if (address === undefined) return 'It resolves to something that is no address.';
      const isOpen = isPublic(address) && !isMetadata(address);
      if (isOpen || isAddressAllowed(rules, address, port)) return undefined;
      const what = isMetadata(address) ? "the address of a cloud's metadata service" : 'a private or reserved address';
      return `${toHost(host) === address ? 'It is' : `It resolves to ${address},`} ${what}. ${REMEDY}, by this address.`;
    },
  };
}

function isNameAllowed(rules: readonly HostEntry[], host: string, port: number): boolean {
  const end = host.lastIndexOf(PRODUCT);
  const hasProduct = end >= 0;
  // What every value of the placeholder leaves as it is.
  const fixed = hasProduct ? host.slice(end + PRODUCT.length) : host;
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
  const name = host.replaceAll(PRODUCT, '{product}');
  return isIP(host) === 6 ? `[${name}]:${port}` : `${name}:${port}`;
}
