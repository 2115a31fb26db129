import { TwilioRequestError } from '../errors.js';
import { encodeParameters } from './parameters.js';
import type { Settings } from '../options.js';
import { toPath } from './path.js';
import type { TwilioRequest } from './request.js';

/** One HTTP request, ready to send. */
export interface HttpRequest {
  method: TwilioRequest['method'];
  url: URL;
  body?: string;
  /** Twilio's host, if the URL does not tell the product. */
  forwardedHost?: string;
  /** Leaves the body of a 2xx response unread. */
  stream?: boolean;
  /** The number of redirects that may be followed. Default: 0. */
  redirects?: number;
}

/** A request that has been checked and resolved to a URL. It is the same for every attempt. */
export interface PreparedRequest {
  request: TwilioRequest;
  product: string;
  http: HttpRequest;
  /** The path with the account SID filled in, without the path prefix of a base URL. */
  path: string;
  /** The hosts that stand for the product in next-page links. */
  hosts: readonly string[];
}

/** @throws TwilioRequestError for an invalid request */
export function prepareRequest({ hostsOf, accountSid }: Settings, request: TwilioRequest): PreparedRequest {
  const { method, product = 'api', form } = request;
  if (form !== undefined && method !== 'POST') {
    throw new TwilioRequestError(`A ${method} request cannot have a form. Use query instead.`);
  }
  const path = toPath(request.path, accountSid);
  const { base, forwardedHost, names } = hostsOf(product);
  const query = encodeParameters(request.query);
  const url = new URL(query === '' ? base + path : `${base}${path}?${query}`);
  const http = {
    method,
    url,
    ...(method === 'POST' && { body: encodeParameters(form) }),
    ...(forwardedHost && { forwardedHost }),
  };
  return { request, product, http, path, hosts: names };
}
