import type { WireRequest } from '../http/attempt.js';
import { TwilioRequestError } from '../errors.js';
import { encodeParameters } from './parameters.js';
import type { Settings } from '../options.js';
import { toPath } from './path.js';
import type { TwilioRequest } from './request.js';

/** A request with everything in it that no attempt changes. */
export interface Prepared {
  request: TwilioRequest;
  product: string;
  wire: WireRequest;
  /** The path with the account SID in it, without any prefix of a base URL. */
  path: string;
  /** The hosts that stand for the product in links. */
  hosts: readonly string[];
}

/** @throws TwilioRequestError for a request that may not be sent */
export function prepare({ hosts, accountSid }: Settings, request: TwilioRequest): Prepared {
  const { method, product = 'api', form } = request;
  if (form !== undefined && method !== 'POST') throw new TwilioRequestError(`A ${method} has no form; use the query.`);
  const path = toPath(request.path, accountSid);
  const url = new URL(hosts.base(product) + path);
  url.search = encodeParameters(request.query);
  const wire = { method, url, ...(method === 'POST' && { body: encodeParameters(form) }) };
  return { request, product, wire, path, hosts: hosts.names(product) };
}
