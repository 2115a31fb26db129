import { lookup as systemLookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { buildConnector } from 'undici';

/** Where a connection is about to be made to. */
export interface Destination {
  /** As the URL names it, without brackets: a name or an IP address. */
  readonly host: string;
  readonly port: number;
  /** The IP address: `host` itself, or one that it resolves to. */
  readonly address: string;
}

/** Says in a sentence why no connection may be made to an address; undefined when one may. Must not throw. */
export type CheckAddress = (destination: Destination) => string | undefined;

/** An address that a name resolves to, and whether it is of IPv4 or IPv6. */
export interface ResolvedAddress {
  readonly address: string;
  readonly family: number;
}

/** Resolves a name; `lookup` of `node:dns` is one. Spelt out here, so that the declarations need no others. */
export type Lookup = (
  host: string,
  options: { readonly all: true },
  callback: (error: Error | null, addresses: readonly ResolvedAddress[]) => void,
) => void;

/** To which addresses connections are made. */
export interface ConnectOptions {
  /**
   * Asked before each connection, about every address that the host resolves to at that moment, so that a name cannot be
   * made to mean another address later. Connections are made to addresses that pass only; when none does, the request
   * fails with `INVALID_REQUEST` before a byte is sent, and is not repeated. Default: every address may be used.
   */
  checkAddress?: CheckAddress;
  /** Default: `lookup` of `node:dns`. */
  lookup?: Lookup;
}

/** The `code` of an error that says that no address of a host may be used. */
export const ADDRESS_REFUSED = 'ERR_ADDRESS_REFUSED';

/** What makes the connections of a pool; undefined when nothing is asked of it that undici does not do by itself. */
export function createConnect({ checkAddress, lookup }: ConnectOptions): buildConnector.connector | undefined {
  if (!checkAddress && !lookup) return undefined;
  const check = checkAddress ?? (() => undefined);
  // One for each port, which a lookup is not told; each keeps its TLS sessions.
  const connectors = new Map<number, buildConnector.connector>();
  return (options, callback) => {
    const { hostname: host, protocol } = options;
    const port = Number(options.port) || (protocol === 'https:' ? 443 : 80);
    // Node resolves no address, and so would not ask.
    if (isIP(host) !== 0) {
      const reason = check({ host, port, address: host });
      if (reason !== undefined) return queueMicrotask(() => callback(toRefusal(host, port, reason), null));
    }
    const connector = connectors.get(port) ?? buildConnector({ lookup: guard(port, check, lookup) });
    connectors.set(port, connector);
    connector(options, callback);
  };
}

/** A lookup that finds only addresses that pass. */
function guard(port: number, check: CheckAddress, lookup: Lookup = systemLookup): LookupFunction {
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
      if (!first) return callback(toRefusal(host, port, refusal ?? 'It resolves to no address.'), []);
      if (options.all) callback(null, passed);
      else callback(null, first.address, first.family);
    });
  };
}

function toRefusal(host: string, port: number, reason: string): Error {
  const name = host.includes(':') ? `[${host}]` : host;
  return Object.assign(new Error(`No connection to ${name}:${port} was made. ${reason}`), { code: ADDRESS_REFUSED });
}
