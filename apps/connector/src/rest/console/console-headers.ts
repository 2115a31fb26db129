import type { Context } from 'hono';
import { isLoopback } from '../../network/loopback.js';
import { originOf } from '../origin.js';

type Headers = Readonly<Record<string, string>>;

/** The sources from which the console may load. Nothing comes from another origin, and no text becomes code. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "media-src 'self' blob:",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

const HEADERS: Headers = {
  'Content-Security-Policy': POLICY,
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=()',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

/** The headers of all files of the console. */
export function consoleHeaders(c: Context): Headers {
  const { protocol, hostname } = new URL(originOf(c));
  // On this machine, it would also forbid http to the servers on all other ports.
  const isPublic = protocol === 'https:' && !isLoopback(hostname);
  return { ...HEADERS, ...(isPublic && { 'Strict-Transport-Security': 'max-age=31536000' }) };
}

/** Allows style elements with a nonce, which libraries make. */
export function withNonce(headers: Headers, nonce: string): Headers {
  return { ...headers, 'Content-Security-Policy': POLICY.replace("style-src 'self'", `$& 'nonce-${nonce}'`) };
}
