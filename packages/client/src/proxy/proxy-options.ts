import { isIP } from 'node:net';
import { TwilioRequestError } from '../errors.js';
import { assertTls, type TlsOptions } from '../tls-options.js';

/** Credentials for a proxy. */
export interface ProxyAuthentication {
  /** `BASIC` sends the password with every request, so use it only over TLS or in a network you trust. */
  readonly scheme: 'BASIC' | 'DIGEST';
  /** No colon, no control characters. */
  readonly user: string;
  readonly password: string;
}

/** The proxy that all requests of a client go through. */
export interface ProxyOptions {
  /** A host name or an IP address, without brackets. */
  readonly host: string;
  readonly port: number;
  /**
   * Requests to https URLs always go through a tunnel (CONNECT) with TLS from end to end. This decides the rest:
   * `NEVER` sends requests to http URLs to the proxy with their full URL; `ALWAYS` does the same, and uses TLS to the
   * proxy itself; `TUNNEL` uses a tunnel for http URLs, too; `AUTO` (default) is `TUNNEL` for https and `NEVER` for http.
   */
  readonly sslType?: 'AUTO' | 'ALWAYS' | 'NEVER' | 'TUNNEL';
  /** Default: none. */
  readonly authentication?: ProxyAuthentication;
  /** TLS to the proxy itself, used with `ALWAYS`. */
  readonly tls?: TlsOptions;
}

/** The user name cannot contain a colon: https://www.rfc-editor.org/rfc/rfc7617#section-2 */
// oxlint-disable-next-line no-control-regex -- Control characters are what is refused.
const USER = /^[^:\u0000-\u001f\u007f]+$/;
// oxlint-disable-next-line no-control-regex -- Control characters are what is refused.
const PASSWORD = /^[^\u0000-\u001f\u007f]+$/;

/** @throws TwilioRequestError for an invalid proxy; the message does not repeat credentials */
export function assertProxy({ host, port, sslType = 'AUTO', authentication, tls }: ProxyOptions): void {
  assertTls(tls, 'proxy.tls');
  if (isIP(host) === 0 && (host.includes(':') || URL.parse(`http://${host}/`)?.hostname !== host.toLowerCase())) {
    throw new TwilioRequestError('proxy.host must be a host name or an IP address, such as proxy.example.com.');
  }
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new TwilioRequestError('proxy.port must be a whole number from 1 to 65535.');
  }
  if (!['AUTO', 'ALWAYS', 'NEVER', 'TUNNEL'].includes(sslType)) {
    throw new TwilioRequestError('proxy.sslType must be AUTO, ALWAYS, NEVER or TUNNEL.');
  }
  if (!authentication) return;
  if (!['BASIC', 'DIGEST'].includes(authentication.scheme)) {
    throw new TwilioRequestError('proxy.authentication.scheme must be BASIC or DIGEST. Omit authentication for none.');
  }
  if (!USER.test(authentication.user)) {
    throw new TwilioRequestError(
      'proxy.authentication.user must not be empty or contain a colon or control characters.',
    );
  }
  if (!PASSWORD.test(authentication.password)) {
    throw new TwilioRequestError('proxy.authentication.password must not be empty or contain control characters.');
  }
}

/** Host and port for messages, URLs and the target of CONNECT. */
export function toAuthority(host: string, port: number): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}
