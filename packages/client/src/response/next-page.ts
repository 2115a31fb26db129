import type { Outcome } from './read-response.js';
import { TwilioResponseError } from '../errors.js';
import { decodeParameters, encodeParameters } from '../request/parameters.js';
import type { TwilioRequest } from '../request/request.js';

/** A page of a list, and what its link to the next is held against. */
export interface Page {
  request: TwilioRequest;
  /** The URL that was asked. */
  url: URL;
  /** The path without any prefix of a base URL. */
  path: string;
  /** The hosts that stand for the product. */
  hosts: readonly string[];
  status: number;
  attempts: number;
}

/**
 * The request for the next page: the same as for this one, but for the query, which is all that is taken from the
 * link. So no answer can send a request, and with it the credentials, anywhere else. A link to another host or path, or
 * back to this page, is a failure.
 */
export function toNextPage(body: Readonly<Record<string, unknown>>, page: Page): Outcome<TwilioRequest | undefined> {
  const link = findLink(body);
  if (link === undefined || link === null || link === '') return { value: undefined };
  const url = typeof link === 'string' ? URL.parse(link, page.url.href) : null;
  if (url === null) return refusal('is not a URL', page);
  if (!page.hosts.includes(url.host)) return refusal('leads to another host', page);
  if (url.pathname !== page.url.pathname && url.pathname !== page.path) return refusal('leads to another path', page);
  const query = decodeParameters(url.searchParams);
  if (encodeParameters(query) === encodeParameters(page.request.query)) return refusal('leads back to itself', page);
  return { value: { ...page.request, query } };
}

/** `next_page_uri` of the 2010 API, `meta.next_page_url` of all others. */
function findLink(body: Readonly<Record<string, unknown>>): unknown {
  const { next_page_uri: uri, meta } = body;
  if (uri !== undefined || typeof meta !== 'object' || meta === null) return uri;
  return Reflect.get(meta, 'next_page_url');
}

function refusal(fault: string, { url, status, attempts }: Page): Outcome<never> {
  const message = `The link to the next page that ${url.host} gave ${fault}, so the list was not read on.`;
  return { failure: { kind: 'unreadable' }, error: new TwilioResponseError(message, status, attempts) };
}
