import { BlockList, isIP } from 'node:net';

/** How the server is to be reached. */
export interface ListenChoice {
  /** A name or an address; an empty one is every address of the machine. */
  readonly host: string;
  /** Whether the server speaks TLS. */
  readonly hasTls: boolean;
  /** Whether it may be reached from elsewhere without. */
  readonly isInsecureAllowed: boolean;
}

const loopback = new BlockList();
// Takes in `::ffff:127.0.0.1` too.
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/**
 * Why the server may not listen there, as a sentence that says what to do; undefined when it may. Tokens must not cross a
 * network in the clear, unless somebody says that this is wanted.
 */
export function checkListenAddress({ host, hasTls, isInsecureAllowed }: ListenChoice): string | undefined {
  if (hasTls || isInsecureAllowed || isLoopback(host)) return undefined;
  const where = host === '' ? 'every address of this machine' : host;
  return (
    `The server would listen on ${where} without TLS, and tokens could be read on their way. Give it a certificate ` +
    '(CONNECTOR_TLS_CERT and CONNECTOR_TLS_KEY, or --tls-cert and --tls-key), let it listen on 127.0.0.1 behind ' +
    'something that speaks TLS, or say that you want it as it is: --allow-insecure, or CONNECTOR_ALLOW_INSECURE=true.'
  );
}

function isLoopback(host: string): boolean {
  const family = isIP(host);
  if (family === 0) return host.toLowerCase() === 'localhost';
  return loopback.check(host, family === 6 ? 'ipv6' : 'ipv4');
}
