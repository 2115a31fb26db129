import type { Context } from 'hono';

/** The address that the client used. A proxy in front of the server may tell that it was reached by https. */
export function originOf(c: Context): string {
  const { origin, host } = new URL(c.req.url);
  return c.req.header('x-forwarded-proto') === 'https' ? `https://${host}` : origin;
}
