import { TwilioResponseError } from '../errors.js';
import type { Outcome } from '../http/outcome.js';
import type { JsonObject } from '../json-object.js';
import { decodeParameters, encodeParameters } from '../request/parameters.js';
import type { TwilioRequest } from '../request/request.js';

/** A page of a list, and the facts that its link to the next page is checked against. */
export interface Page {
  request: TwilioRequest;
  /** The URL of the request. */
  url: URL;
  /** The path without the path prefix of a base URL. */
  path: string;
  /** The hosts that stand for the product. */
  hosts: readonly string[];
  status: number;
  attempts: number;
}

/**
 * Returns the request for the next page: the same request with the query of the link. Nothing else is taken from the
 * link, so a response cannot redirect a request and its credentials. A link to another host or path, or back to this
 * page, is a failure.
 */
export function toNextPage(body: JsonObject, page: Page): Outcome<TwilioRequest | undefined> {
  const link = findLink(body);
  if (link === undefined || link === null || link === '') return { value: undefined };
  const url = typeof link === 'string' ? URL.parse(link, page.url.href) : null;
  if (url === null) return reject('is not a URL', page);
  if (!page.hosts.includes(url.host)) return reject('leads to another host', page);
  if (url.pathname !== page.url.pathname && url.pathname !== page.path) return reject('leads to another path', page);
  const query = decodeParameters(url.searchParams);
  if (encodeParameters(query) === encodeParameters(page.request.query)) {
    return reject('leads back to the same page', page);
  }
  return { value: { ...page.request, query } };
}

/** `next_page_uri` in the 2010 API, `meta.next_page_url` in all others. */
function findLink(body: JsonObject): unknown {
  const { next_page_uri: uri, meta } = body;
  if (uri !== undefined || typeof meta !== 'object' || meta === null) return uri;
  return Reflect.get(meta, 'next_page_url');
}

function reject(fault: string, { url, status, attempts }: Page): Outcome<never> {
  const message = `The next-page link from ${url.host} ${fault}. The rest of the list was not read.`;
  return { failure: { kind: 'unreadable' }, error: new TwilioResponseError(message, status, attempts) };
}
