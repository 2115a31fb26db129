import { lookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { SimulatorError } from '../errors.js';

/** Where webhooks may be sent. */
export interface Destinations {
  /**
   * Resolves the host name of an allowed URL. Connecting with it reaches no other address than the checked one.
   *
   * @throws Error that says why the URL is refused
   */
  lookupFor(url: URL): LookupFunction;
}

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

/**
 * Allows loopback addresses, `localhost` and the named hosts. Any other name is refused without resolving it.
 *
 * @throws SimulatorError INVALID_OPTION when one of the names is not a host name
 */
export function createDestinations(names: readonly string[], resolve = lookup): Destinations {
  const allowed = new Set(names.map(checkHostName));
  const resolveLoopback = loopbackLookup(resolve);
  return {
    lookupFor({ hostname }) {
      if (allowed.has(hostname)) return resolve;
      const isLoopback = isLoopbackAddress(hostname.replace(/^\[|\]$/g, ''));
      if (isLoopback || hostname === 'localhost' || hostname.endsWith('.localhost')) return resolveLoopback;
      throw new Error(
        `The simulator sends webhooks to this machine only. To allow ${hostname}, add it to the option webhookHosts.`,
      );
    },
  };
}

function checkHostName(name: string): string {
  const url = URL.canParse(`http://${name}`) ? new URL(`http://${name}`) : undefined;
  if (url?.hostname === name.toLowerCase() && !name.includes('*')) return url.hostname;
  const example = 'such as app.internal or 192.0.2.1, without scheme or port';
  throw new SimulatorError(
    'INVALID_OPTION',
    `The option webhookHosts must list host names ${example}, not ${JSON.stringify(name)}.`,
  );
}

/** Resolves a name, and fails unless all its addresses are loopback addresses. */
function loopbackLookup(resolve: typeof lookup): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      const [first] = addresses ?? [];
      const other = addresses?.find(({ address }) => !isLoopbackAddress(address));
      if (error || !first) callback(error ?? new Error(`${hostname} has no address.`), '');
      else if (other) callback(new Error(`${hostname} resolves to ${other.address}, not to a loopback address.`), '');
      else if (options.all) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}

function isLoopbackAddress(text: string): boolean {
  return isIP(text) !== 0 && LOOPBACK.check(text, isIP(text) === 4 ? 'ipv4' : 'ipv6');
}
