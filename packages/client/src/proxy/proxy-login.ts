import { parseChallenges } from './challenges.js';
import { type DigestSession, startDigestSession, toDigestHeader } from './digest.js';
import { proxyFailure } from './proxy-failure.js';
import type { ProxyAuthentication } from './proxy-options.js';

/** The credentials of one request to a proxy. The request may be sent repeatedly, until no challenge comes back. */
export interface ProxyExchange {
  /** The value of `Proxy-Authorization`, or undefined if there is none, or none yet. */
  header(method: string, uri: string): string | undefined;
  /** Reads the challenges of a 407. Returns the failure, or undefined if the same request must be sent again. */
  challenged(challenges: string | readonly string[] | undefined): Error | undefined;
  /** Called when the proxy has accepted or failed the request. */
  end(): void;
}

/** Begins the exchange for one request. */
export type ProxyLogin = () => ProxyExchange;

/** How often the same request is sent: without a nonce, with a nonce that proves stale, with a fresh one. */
const MAX_SENDS = 3;

/** @param proxy host and port, for messages */
export function createProxyLogin(authentication: ProxyAuthentication | undefined, proxy: string): ProxyLogin {
  if (authentication?.scheme === 'DIGEST') return createDigestLogin(authentication, proxy);
  const header = authentication && `Basic ${toBase64(authentication)}`;
  return () => ({
    header: () => header,
    challenged(headers) {
      const offered = schemesOf(headers);
      if (!header) {
        const sentence = `The proxy ${proxy} requires authentication (HTTP 407, ${offered}), but none is configured.`;
        return proxyFailure('AUTHENTICATION_REQUIRED', sentence);
      }
      return /\bbasic\b/i.test(offered) ? rejected(proxy) : unsupported(proxy, 'Basic', offered);
    },
    end: () => undefined,
  });
}

/** The credentials of Basic, as they appear in the header. */
export function toBase64({ user, password }: ProxyAuthentication): string {
  return Buffer.from(`${user}:${password}`).toString('base64');
}

/**
 * A proxy may refuse a nonce whose count does not increase in the order of arrival. So only one request at a time uses a
 * nonce; concurrent requests have nonces of their own.
 */
function createDigestLogin(authentication: ProxyAuthentication, proxy: string): ProxyLogin {
  const idle: DigestSession[] = [];
  return () => {
    let session = idle.pop();
    let sends = 0;
    return {
      header(method, uri) {
        sends++;
        return session && toDigestHeader(session, authentication, { method, uri });
      },
      challenged(headers) {
        const challenges = parseChallenges(headers);
        const next = startDigestSession(challenges);
        if (!next) return unsupported(proxy, 'Digest', schemesOf(headers));
        // A proxy that says nothing about a nonce which it accepted before may have forgotten it.
        const isExpired = !session || next.challenge['stale']?.toLowerCase() === 'true' || session.uses > 1;
        session = undefined;
        if (!isExpired || sends >= MAX_SENDS) return rejected(proxy);
        session = next;
        return undefined;
      },
      end() {
        if (session) idle.push(session);
        session = undefined;
      },
    };
  };
}

function schemesOf(headers: string | readonly string[] | undefined): string {
  const schemes = new Set(parseChallenges(headers).map(({ scheme }) => scheme.slice(0, 40)));
  return schemes.size === 0 ? 'no scheme offered' : `offered: ${[...schemes].join(', ')}`;
}

function rejected(proxy: string): Error {
  return proxyFailure('CREDENTIALS_REJECTED', `The proxy ${proxy} rejected the user or the password (HTTP 407).`);
}

function unsupported(proxy: string, scheme: string, offered: string): Error {
  const sentence = `The proxy ${proxy} does not accept ${scheme} authentication in a form that the connector supports (HTTP 407, ${offered}).`;
  return proxyFailure('UNSUPPORTED_SCHEME', sentence);
}
