import { TwilioRequestError } from '../errors.js';

/** Determines the hosts of Twilio's products. */
export interface HostOptions {
  /** The region that processes and stores data: `us1` (Twilio's default), `ie1`, `au1`, … */
  region?: string;
  /** The entry point to Twilio's network: `dublin`, `sydney`, … Implies the region `us1` if no region is given. */
  edge?: string;
  /** Replaces scheme and host of every product, for tests and gateways. `{product}` stands for the product's name. */
  baseUrl?: string;
}

/** The hosts of one product. */
interface Hosts {
  /** The prefix of every URL: scheme, host and the path prefix of `baseUrl`, if any. */
  readonly base: string;
  /** Twilio's host of the product, if the base URL does not tell it from other products. */
  readonly forwardedHost: string | undefined;
  /** The hosts that stand for the product in next-page links. */
  readonly names: readonly string[];
}

/** Returns the hosts of a product. @throws TwilioRequestError if the name cannot be a part of a host */
export type HostsOf = (product: string) => Hosts;

/** These regions answer only at their edge, not at `api.{region}.twilio.com`: https://www.twilio.com/docs/global-infrastructure */
const EDGE_OF_REGION: Readonly<Record<string, string>> = { au1: 'sydney', ie1: 'dublin', jp1: 'tokyo' };

/** More than Twilio has products. Callers can name any number. */
const MAX_KNOWN = 100;

const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** @throws TwilioRequestError for an invalid region, edge or base URL */
export function createHosts({ region, edge, baseUrl }: HostOptions): HostsOf {
  if (region !== undefined) assertLabel(region, 'region');
  if (edge !== undefined) assertLabel(edge, 'edge');
  const toOfficial = (product: string) => toHost(product, region, edge);
  const base = baseUrl === undefined ? (product: string) => `https://${toOfficial(product)}` : createBase(baseUrl);
  const tellsProduct = baseUrl === undefined || baseUrl.includes('{product}');
  const known = new Map<string, Hosts>();
  return (product) => {
    const found = known.get(product);
    if (found) return found;
    assertLabel(product, 'product');
    const prefix = base(product);
    assertEncrypted(prefix);
    const official = toOfficial(product);
    const names = [new URL(prefix).host, official, `${product}.twilio.com`];
    const hosts = { base: prefix, forwardedHost: tellsProduct ? undefined : official, names };
    if (known.size < MAX_KNOWN) known.set(product, hosts);
    return hosts;
  };
}

function toHost(product: string, region: string | undefined, edge: string | undefined): string {
  const place = region ?? (edge === undefined ? undefined : 'us1');
  const entry = edge ?? (region === undefined ? undefined : EDGE_OF_REGION[region]);
  return [product, entry, place, 'twilio.com'].filter((label) => label !== undefined).join('.');
}

function createBase(baseUrl: string): (product: string) => string {
  const base = (product: string) => baseUrl.replaceAll('{product}', product).replace(/\/+$/, '');
  const url = URL.parse(base('api'));
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new TwilioRequestError('baseUrl must be an http or https URL, such as "http://127.0.0.1:8081".');
  }
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw new TwilioRequestError('baseUrl must not contain a user name, password, query or fragment.');
  }
  assertEncrypted(url.href);
  return base;
}

const HTTP_TO_TWILIO = /^http:\/\/(?:[^/]*\.)?twilio\.com\.?(?:[:/]|$)/i;

/** `{product}` may complete a host of Twilio, so this is checked for each product, too. */
function assertEncrypted(url: string): void {
  if (!HTTP_TO_TWILIO.test(url)) return;
  throw new TwilioRequestError(
    'baseUrl must begin with https:// for hosts of twilio.com, because http would send the credentials unencrypted.',
  );
}

function assertLabel(value: string, name: string): void {
  if (!LABEL.test(value)) {
    throw new TwilioRequestError(`${name} must be a single host name label: lower-case letters, digits and hyphens.`);
  }
}
