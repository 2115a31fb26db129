import type { Context } from 'hono';
import { ConnectorError } from '../../errors.js';
import { ipFamily } from '../../network/ip-family.js';
import { isLoopback } from '../../network/loopback.js';
import { originOf } from '../origin.js';

/** The names by which browsers reach the server, in lower case, in addition to IP addresses and `localhost`. */
export type PublicHosts = ReadonlySet<string>;

/**
 * Checks that a page of this server made a request. Browsers send a cookie with every request to its host, so one counts only
 * then, for reads, too. All browsers tell the origin of a request in `Sec-Fetch-Site`, and of a write also in `Origin`.
 *
 * @throws ConnectorError PERMISSION_DENIED
 */
export function checkOwnPage(c: Context, hosts: PublicHosts): void {
  const { protocol, hostname } = new URL(c.req.url);
  const name = hostname.replace(/^\[(.*)\]$/, '$1').toLowerCase();
  const origin = originOf(c);
  // Any name may lead to this server (DNS rebinding). With TLS, the browser has compared the name with the certificate.
  const isKnown = protocol === 'https:' || ipFamily(name) !== 0 || name === 'localhost' || hosts.has(name);
  if (!isKnown) throw unknownHost();
  // Browsers send no `Sec-Fetch-Site` there, and anyone in between could read the cookie.
  if (!origin.startsWith('https:') && !isLoopback(name)) throw insecure();
  const site = c.req.header('sec-fetch-site');
  if (site === undefined ? c.req.header('origin') !== origin : site !== 'same-origin') throw otherPage();
}

function unknownHost(): ConnectorError {
  const remedy = 'Use its IP address or localhost, or add the name to CONNECTOR_PUBLIC_HOSTS.';
  const message = `The console does not answer to this host name. ${remedy}`;
  return new ConnectorError('PERMISSION_DENIED', message, { reason: 'UNKNOWN_HOST' });
}

function insecure(): ConnectorError {
  const remedy =
    'Use https, or http on this machine (127.0.0.1 or localhost). A proxy with TLS must send "X-Forwarded-Proto: https".';
  const message = `Signing in needs a protected connection. ${remedy}`;
  return new ConnectorError('PERMISSION_DENIED', message, { reason: 'INSECURE_ORIGIN' });
}

function otherPage(): ConnectorError {
  const message = 'The session of a browser counts only in requests of the console itself. Use a token.';
  return new ConnectorError('PERMISSION_DENIED', message, { reason: 'NOT_SAME_ORIGIN' });
}
