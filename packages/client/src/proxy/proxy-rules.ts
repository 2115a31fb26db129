import { BlockList, isIP } from 'node:net';
import { TwilioRequestError } from '../errors.js';
import type { ProxyOptions } from './proxy-options.js';

/** Proxies by the scheme of the URL, with exceptions. */
export interface ProxyRules {
  /** The proxy for http URLs. Default: none. */
  readonly http?: ProxyOptions;
  /** The proxy for https URLs. Default: none. */
  readonly https?: ProxyOptions;
  /**
   * Hosts that are reached without a proxy, separated by commas: a name also covers its subdomains, an address range is
   * written as in `10.0.0.0/8`, a port may follow, and `*` covers everything. Default: none.
   */
  readonly noProxy?: string;
}

type Name = 'HTTPS_PROXY' | 'HTTP_PROXY' | 'ALL_PROXY' | 'NO_PROXY';

/** The environment variables that name a proxy. */
type ProxyEnvironment = { readonly [Variable in Name | Lowercase<Name>]?: string | undefined };

/**
 * Reads `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY` as curl does: in lower case they take precedence.
 * Returns undefined if they name no proxy.
 *
 * @throws TwilioRequestError for a value that is not the URL of an HTTP proxy
 */
export function proxyRulesFromEnvironment(environment: ProxyEnvironment): ProxyRules | undefined {
  const read = (name: Name) => environment[name.toLowerCase() as Lowercase<Name>] || environment[name] || undefined;
  const toProxy = (name: Name) => {
    const found = [name, 'ALL_PROXY' as const].find((key) => read(key) !== undefined);
    return found === undefined ? undefined : parseProxyUrl(read(found) ?? '', found);
  };
  const [http, https, noProxy] = [toProxy('HTTP_PROXY'), toProxy('HTTPS_PROXY'), read('NO_PROXY')];
  if (!http && !https) return undefined;
  return { ...(http && { http }), ...(https && { https }), ...(noProxy !== undefined && { noProxy }) };
}

/** The proxy for a URL, or undefined if requests to it go without one. */
export function chooseProxy({ http, https, noProxy = '' }: ProxyRules, url: URL): ProxyOptions | undefined {
  const proxy = url.protocol === 'https:' ? https : http;
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  const isException = noProxy.split(/[\s,]+/).some((entry) => entry !== '' && covers(entry.toLowerCase(), host, port));
  return isException ? undefined : proxy;
}

function covers(entry: string, host: string, port: string): boolean {
  if (entry === '*') return true;
  const [, bracketed, plain = '', entryPort] =
    /^(?:\[([^\]]+)\]|([^:]+|[^[]*:[^[]*:[^[]*?))(?::(\d+))?$/.exec(entry) ?? [];
  if (entryPort !== undefined && entryPort !== port) return false;
  const name = bracketed ?? plain.replace(/^\*?\./, '').replace(/\.$/, '');
  const [network = '', prefix] = name.split('/');
  if (isIP(network) !== 0) return isIP(host) === isIP(network) && isInNetwork(host, network, prefix);
  return name !== '' && (host === name || host.endsWith(`.${name}`));
}

function isInNetwork(host: string, network: string, prefix: string | undefined): boolean {
  const type = isIP(network) === 6 ? 'ipv6' : 'ipv4';
  const bits = prefix === undefined ? (type === 'ipv6' ? 128 : 32) : Number(prefix);
  if (!Number.isInteger(bits) || bits < 0 || bits > (type === 'ipv6' ? 128 : 32)) return false;
  const list = new BlockList();
  list.addSubnet(network, bits, type);
  return list.check(host, type);
}

function parseProxyUrl(text: string, name: string): ProxyOptions {
  const url = URL.parse(text.includes('://') ? text : `http://${text}`);
  if (!url || !/^https?:$/.test(url.protocol) || url.hostname === '') {
    throw new TwilioRequestError(`${name} must be the URL of an HTTP proxy, such as http://proxy.example.com:3128.`);
  }
  const isTls = url.protocol === 'https:';
  const [user, password] = [url.username, url.password].map((part) => decode(part, name));
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    // `URL` hides port 80 of http. Without a port, curl takes 1080.
    port: Number(/:(\d+)\/?$/.exec(text)?.[1] ?? (isTls ? 443 : 1080)),
    sslType: isTls ? 'ALWAYS' : 'AUTO',
    ...(user && { authentication: { scheme: 'BASIC', user, password: password ?? '' } }),
  };
}

function decode(text: string, name: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new TwilioRequestError(`${name} has a user or password that is not percent-encoded correctly.`);
  }
}
