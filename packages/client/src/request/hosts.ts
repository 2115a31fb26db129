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

/** The hosts of one client. */
export interface Hosts {
  /** The prefix of every URL: scheme, host and the path prefix of `baseUrl`, if any. */
  base(product: string): string;
  /** Twilio's host of a product, if the base URL does not tell it from other products. */
  forwardedHost(product: string): string | undefined;
  /** The hosts that stand for this product in next-page links. */
  names(product: string): readonly string[];
}

/** These regions answer only at their edge, not at `api.{region}.twilio.com`: https://www.twilio.com/docs/global-infrastructure */
const EDGE_OF_REGION: Readonly<Record<string, string>> = { au1: 'sydney', ie1: 'dublin', jp1: 'tokyo' };

const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** @throws TwilioRequestError for an invalid region, edge or base URL */
export function createHosts({ region, edge, baseUrl }: HostOptions): Hosts {
  if (region !== undefined) assertLabel(region, 'region');
  if (edge !== undefined) assertLabel(edge, 'edge');
  const toOfficial = (product: string) => toHost(product, region, edge);
  const base = baseUrl === undefined ? (product: string) => `https://${toOfficial(product)}` : createBase(baseUrl);
  return {
    base(product) {
      assertLabel(product, 'product');
      assertEncrypted(base(product));
      return base(product);
    },
    forwardedHost: (product) =>
      baseUrl === undefined || baseUrl.includes('{product}') ? undefined : toOfficial(product),
    names: (product) => [new URL(base(product)).host, toOfficial(product), `${product}.twilio.com`],
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
