import { createAttempt } from './http/attempt.js';
import { createCalls } from './call/in-flight-calls.js';
import { createConnections } from './http/connection-pool.js';
import { readOptions, type TwilioClientOptions } from './options.js';
import type { RequestOptions, TwilioDownload, TwilioRequest, TwilioResponse } from './request/request.js';
import { type Runtime, sendForBytes, sendForJson, sendForPages } from './send.js';

/** Speaks HTTP to Twilio. Knows requests and answers, no entity. */
export interface TwilioClient {
  /**
   * Sends one request, repeating it where that is safe, and reads the JSON that answers it.
   *
   * @throws TwilioError of one kind or another; the reason of `signal` when that is aborted; what `admit` rejects with
   */
  request(request: TwilioRequest, options?: RequestOptions): Promise<TwilioResponse>;
  /** Yields the answers of a list page by page. The options hold for each page anew, the deadline among them. */
  pages(request: TwilioRequest, options?: RequestOptions): AsyncIterable<TwilioResponse>;
  /**
   * Sends a GET and hands out the bytes that answer it: media, recordings. It is repeated until the bytes begin; from
   * then on the stream fails with a TwilioError when they break off.
   */
  download(request: TwilioRequest, options?: RequestOptions): Promise<TwilioDownload>;
  /**
   * Refuses every later call, waits for those that have begun, and ends the connections. A call that waits for `admit` or
   * for its next attempt is awaited too, as long as its deadline allows; so are downloads until they are read or
   * cancelled. Each page of a list is a call of its own. Do not await it inside `admit`: that call would wait for itself.
   */
  close(): Promise<void>;
}

/**
 * Makes a client for one Twilio account.
 *
 * @throws TwilioRequestError for an option that cannot be used
 */
export function createTwilioClient(options: TwilioClientOptions): TwilioClient {
  const settings = readOptions(options);
  const { maxConnections, checkAddress, lookup } = options;
  const calls = createCalls();
  const connections = createConnections({ ...settings, maxConnections, checkAddress, lookup });
  const attempt = createAttempt({ ...settings, connections, fetch: options.fetch });
  const runtime: Runtime = { settings, calls, attempt };
  return Object.freeze({
    request: (request: TwilioRequest, callOptions = {}) => sendForJson(runtime, request, callOptions),
    pages: (request: TwilioRequest, callOptions = {}) => sendForPages(runtime, request, callOptions),
    download: (request: TwilioRequest, callOptions = {}) => sendForBytes(runtime, request, callOptions),
    async close() {
      await calls.close();
      await connections.close();
    },
  });
}
