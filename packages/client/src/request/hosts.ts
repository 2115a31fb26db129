import { TwilioRequestError } from '../errors.js';

/** Where the products of Twilio are reached. */
export interface HostOptions {
  /** Where data is processed and kept: `us1` (Twilio's default), `ie1`, `au1`, … */
  region?: string;
  /** Where Twilio's network is entered: `dublin`, `sydney`, … Without a region it implies `us1`. */
  edge?: string;
  /** Replaces scheme and host of every product, for tests and gateways; `{product}` stands for the product's name. */
  baseUrl?: string;
}

/** The hosts of one client. */
export interface Hosts {
  /** What a path is appended to: scheme, host and, with a `baseUrl` that has one, a path prefix. */
  base(product: string): string;
  /** The hosts whose links to a next page are taken to mean this product. */
  names(product: string): readonly string[];
}

/** `api.{region}.twilio.com` ends; these regions answer at their edge only: https://www.twilio.com/docs/global-infrastructure */
const EDGE_OF_REGION: Readonly<Record<string, string>> = { au1: 'sydney', ie1: 'dublin', jp1: 'tokyo' };

const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** @throws TwilioRequestError for a region, edge or base URL that makes no host */
export function createHosts({ region, edge, baseUrl }: HostOptions): Hosts {
  if (region !== undefined) assertLabel(region, 'region');
  if (edge !== undefined) assertLabel(edge, 'edge');
  const toOfficial = (product: string) => toHost(product, region, edge);
  const base = baseUrl === undefined ? (product: string) => `https://${toOfficial(product)}` : createBase(baseUrl);
  return {
    base(product) {
      assertLabel(product, 'product');
      return base(product);
    },
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
    throw new TwilioRequestError('baseUrl must have no user name, password, query or fragment.');
  }
  return base;
}

function assertLabel(value: string, name: string): void {
  if (!LABEL.test(value)) {
    throw new TwilioRequestError(`${name} must be one label of a host name: lower-case letters, digits and hyphens.`);
  }
}
