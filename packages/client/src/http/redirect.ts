import type { HttpResponse } from './http-response.js';

/** The hosts that store media and recordings: https://www.twilio.com/docs/messaging/api/media-resource */
const MEDIA_HOSTS = ['.twilio.com', '.twiliocdn.com', '.amazonaws.com'];

/** The target of a redirect that may be followed. */
export interface Redirect {
  readonly url: URL;
  /** Whether it leads to the server of the original request, the only one that may see the credentials. */
  readonly isSameOrigin: boolean;
}

/**
 * Returns the target of a redirected download if it leads to the server of the original request or to a host that
 * stores Twilio's media. Returns undefined for any other target, and for a response that is not a redirect.
 *
 * @param from the URL that answered with the redirect
 * @param asked the URL of the original request
 */
export function toRedirect(response: HttpResponse, from: URL, asked: URL = from): Redirect | undefined {
  const location = response.headers.get('location');
  if (response.status < 300 || response.status > 399 || location === null) return undefined;
  const url = URL.parse(location, from.href);
  if (url === null || url.username !== '' || url.password !== '') return undefined;
  const isSameOrigin = url.origin === asked.origin;
  const isMedia = url.protocol === 'https:' && url.port === '' && MEDIA_HOSTS.some((end) => url.hostname.endsWith(end));
  return isSameOrigin || isMedia ? { url, isSameOrigin } : undefined;
}
