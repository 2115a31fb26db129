import { isLoopback } from '../network/loopback.js';

/** The address that the server is asked to listen on. */
export interface ListenChoice {
  /** A host name or IP address; empty for all addresses of the machine. */
  readonly host: string;
  /** Whether the server speaks TLS. */
  readonly hasTls: boolean;
  /** Whether the operator allows other machines to connect without TLS. */
  readonly isInsecureAllowed: boolean;
}

/**
 * Explains why the server may not listen on an address, and how to fix it. Returns undefined if it may. Tokens must not cross a
 * network unencrypted unless the operator allows it.
 */
export function checkListenAddress({ host, hasTls, isInsecureAllowed }: ListenChoice): string | undefined {
  if (hasTls || isInsecureAllowed || isLoopback(host)) return undefined;
  const where = host === '' ? 'every address of this machine' : host;
  return (
    `Refusing to listen on ${where} without TLS, because tokens would cross the network unencrypted. Set a certificate ` +
    '(CONNECTOR_TLS_CERT and CONNECTOR_TLS_KEY, or --tls-cert and --tls-key), listen on 127.0.0.1 behind a proxy with ' +
    'TLS, or allow it with --allow-insecure or CONNECTOR_ALLOW_INSECURE=true.'
  );
}
