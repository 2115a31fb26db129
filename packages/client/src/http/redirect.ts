/** Where Twilio keeps media: https://www.twilio.com/docs/messaging/api/media-resource and its recordings' storage. */
const MEDIA_HOSTS = ['.twilio.com', '.twiliocdn.com', '.amazonaws.com'];

/** A GET that an answer sends elsewhere. */
export interface Redirect {
  readonly url: URL;
  /** It leads to the server that was asked, which may see the credentials; no other may. */
  readonly isSameOrigin: boolean;
}

/**
 * Where the bytes of a download are, when the answer is that they are elsewhere: on the server that was asked, or where
 * Twilio keeps media. Undefined for any other answer, and for one that leads anywhere else. `from` is what answered,
 * `asked` the URL of the request itself.
 */
export function toRedirect(response: Response, from: URL, asked: URL = from): Redirect | undefined {
  const location = response.headers.get('location');
  if (response.status < 300 || response.status > 399 || location === null) return undefined;
  const url = URL.parse(location, from.href);
  if (url === null || url.username !== '' || url.password !== '') return undefined;
  const isSameOrigin = url.origin === asked.origin;
  const isMedia = url.protocol === 'https:' && url.port === '' && MEDIA_HOSTS.some((end) => url.hostname.endsWith(end));
  return isSameOrigin || isMedia ? { url, isSameOrigin } : undefined;
}
