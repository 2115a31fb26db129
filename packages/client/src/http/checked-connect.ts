import { lookup as systemLookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import type { TlsSettings } from '../tls-options.js';

/** The target of a connection that is about to be opened. */
export interface Destination {
  /** The host in the URL, without brackets: a name or an IP address. */
  readonly host: string;
  readonly port: number;
  /** The IP address: `host` itself, or an address that it resolves to. */
  readonly address: string;
}

/** Returns a sentence that says why connecting to an address is not allowed, or undefined if it is. Must not throw. */
export type CheckAddress = (destination: Destination) => string | undefined;

/** An address that a name resolves to, and its IP version: 4 or 6. */
export interface ResolvedAddress {
  readonly address: string;
  readonly family: number;
}

/** Resolves a name, like `lookup` of `node:dns`. Declared here so that the published types do not need Node's. */
export type Lookup = (
  host: string,
  options: { readonly all: true },
  callback: (error: Error | null, addresses: readonly ResolvedAddress[]) => void,
) => void;

/** Restricts the addresses that connections may be opened to. */
export interface ConnectOptions {
  /**
   * Called before each connection with every address that the host resolves to at that moment, so a name cannot be
   * pointed at another address later. Only addresses that pass are used. If none passes, the request fails with
   * `INVALID_REQUEST` before a byte is sent, and is not retried. Default: every address is allowed.
   */
  checkAddress?: CheckAddress;
  /** Default: `lookup` of `node:dns`. */
  lookup?: Lookup;
}

/** The `code` of the error that says that no address of a host is allowed. */
export const ADDRESS_REFUSED = 'ERR_ADDRESS_REFUSED';

/** Creates a connector that opens connections only to addresses that pass. */
export function createCheckedConnect(
  options: ConnectOptions & { readonly tls?: TlsSettings | undefined },
): buildConnector.connector {
  const { checkAddress, lookup, tls } = options;
  if (!checkAddress && !lookup) return buildConnector({ ...tls });
  const check = checkAddress ?? (() => undefined);
  // One per port, because a lookup function does not get the port. Each keeps its own TLS sessions.
  const connectors = new Map<number, buildConnector.connector>();
  return (options, callback) => {
    const { hostname: host, protocol } = options;
    const port = Number(options.port) || (protocol === 'https:' ? 443 : 80);
    // Node does not call the lookup function for an IP address.
    if (isIP(host) !== 0) {
      const reason = check({ host, port, address: host });
      if (reason !== undefined) return queueMicrotask(() => callback(toRefusal(host, port, reason), null));
    }
    const connector =
      connectors.get(port) ?? buildConnector({ ...tls, lookup: createCheckedLookup(port, check, lookup) });
    connectors.set(port, connector);
    connector(options, callback);
  };
}

/**
 * Creates the check of a target behind a proxy. It covers hosts that are IP addresses: a name is resolved by the proxy, so
 * that its addresses are not known here.
 */
export function createTargetCheck({ checkAddress }: ConnectOptions): (host: string, port: number) => Error | undefined {
  return (host, port) => {
    const reason = isIP(host) === 0 ? undefined : checkAddress?.({ host, port, address: host });
    return reason === undefined ? undefined : toRefusal(host, port, reason);
  };
}

/** Creates a lookup function that returns only the addresses that pass. */
function createCheckedLookup(port: number, check: CheckAddress, lookup: Lookup = systemLookup): LookupFunction {
  return (host, options, callback) => {
    lookup(host, { ...options, all: true }, (error, all) => {
      if (error) return callback(error, []);
      let refusal: string | undefined;
      const passed = all.filter(({ address }) => {
        const reason = check({ host, port, address });
        refusal ??= reason;
        return reason === undefined;
      });
      const [first] = passed;
      if (!first) return callback(toRefusal(host, port, refusal ?? 'It does not resolve to any address.'), []);
      if (options.all) callback(null, passed);
      else callback(null, first.address, first.family);
    });
  };
}

function toRefusal(host: string, port: number, reason: string): Error {
  const name = host.includes(':') ? `[${host}]` : host;
  return Object.assign(new Error(`No connection to ${name}:${port} was made. ${reason}`), { code: ADDRESS_REFUSED });
}
