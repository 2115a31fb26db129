import type { Context } from 'hono';
import { originOf } from '../origin.js';

/** 32 bytes in base64url. */
const ID = /^[\w-]{43}$/;

/**
 * Reads the ID of a session. Returns undefined without a session cookie, or with more than one: another server on the same
 * machine may have set the other.
 */
export function readSessionCookie(c: Context): string | undefined {
  const prefix = `${cookieName(c)}=`;
  const pairs = c.req.header('cookie')?.split(';') ?? [];
  const values = pairs.map((pair) => pair.trim()).filter((pair) => pair.startsWith(prefix));
  const [id] = values.map((pair) => pair.slice(prefix.length));
  return values.length === 1 && id !== undefined && ID.test(id) ? id : undefined;
}

/** `Set-Cookie` for a new session. Without `Expires`, it ends with the browser. */
export function sessionCookie(c: Context, id: string): string {
  return `${cookieName(c)}=${id}; ${attributes(c)}`;
}

/** `Set-Cookie` that removes the cookie. */
export function noSessionCookie(c: Context): string {
  return `${cookieName(c)}=; Max-Age=0; ${attributes(c)}`;
}

/**
 * The browser accepts `__Host-` from this host over https only. Cookies do not tell ports apart, so without TLS the port is in the
 * name.
 */
function cookieName(c: Context): string {
  const { protocol, port } = new URL(originOf(c));
  return protocol === 'https:' ? '__Host-tc' : `tc_${port || '80'}`;
}

function attributes(c: Context): string {
  return `Path=/; HttpOnly; ${originOf(c).startsWith('https:') ? 'Secure; ' : ''}SameSite=Strict`;
}
