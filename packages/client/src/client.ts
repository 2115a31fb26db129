import { createInFlightCalls } from './call/in-flight-calls.js';
import { type Call, runCall } from './call/run-call.js';
import { TwilioRequestError } from './errors.js';
import { createAttempt } from './http/attempt.js';
import { createConnectionPool } from './http/connection-pool.js';
import { readOptions, type TwilioClientOptions } from './options.js';
import { prepareRequest } from './request/prepare-request.js';
import type { RequestOptions, TwilioDownload, TwilioRequest, TwilioResponse } from './request/request.js';
import { readDownload } from './response/download.js';
import { readJsonResponse } from './response/read-response.js';

/** Speaks HTTP to Twilio. It knows requests and responses, but no entities. */
export interface TwilioClient {
  /**
   * Sends one request, retries it where that is safe, and reads the JSON response.
   *
   * @throws a subclass of TwilioError; the signal's reason if the signal aborts; any error from `admit`, unchanged
   */
  request(request: TwilioRequest, options?: RequestOptions): Promise<TwilioResponse>;
  /** Yields the pages of a list. The options, including the deadline, apply to each page separately. */
  pages(request: TwilioRequest, options?: RequestOptions): AsyncIterable<TwilioResponse>;
  /**
   * Sends a GET and returns the response body as a stream: media, recordings. It is retried until the body begins.
   * After that, the stream fails with a TwilioError if the body is cut off.
   */
  download(request: TwilioRequest, options?: RequestOptions): Promise<TwilioDownload>;
  /**
   * Rejects new calls, drains in-flight calls, then closes the connections. A call that is waiting for `admit` or for
   * its next attempt is in flight until its deadline; a download is in flight until it is read or cancelled. Each page
   * of a list is a call. Do not await `close` inside `admit`: that call would wait for itself.
   */
  close(): Promise<void>;
}

/** The redirects that one download follows. */
const MAX_REDIRECTS = 3;

/**
 * Creates a client for one Twilio account.
 *
 * @throws TwilioRequestError for an invalid option
 */
export function createTwilioClient(options: TwilioClientOptions): TwilioClient {
  const settings = readOptions(options);
  const { maxConnections, checkAddress, lookup, proxy, tls, onSocket } = options;
  const pool = createConnectionPool({ ...settings, maxConnections, checkAddress, lookup, proxy, tls, onSocket });
  const attempt = createAttempt({ ...settings, pool, fetch: options.fetch });
  const inFlight = createInFlightCalls();
  const run = <T extends { status: number }>(call: Call<T>) => inFlight.track(() => runCall(call, settings, attempt));

  async function request(given: TwilioRequest, callOptions: RequestOptions = {}): Promise<TwilioResponse> {
    const prepared = prepareRequest(settings, given);
    return run({ prepared, options: callOptions, read: (raw, context) => readJsonResponse(raw, prepared, context) });
  }

  async function* pages(first: TwilioRequest, callOptions?: RequestOptions): AsyncGenerator<TwilioResponse, void> {
    for (let next: TwilioRequest | undefined = first; next !== undefined;) {
      const page: TwilioResponse = await request(next, callOptions);
      yield page;
      next = page.nextPage;
    }
  }

  async function download(given: TwilioRequest, callOptions: RequestOptions = {}): Promise<TwilioDownload> {
    const { http, ...rest } = prepareRequest(settings, given);
    if (given.method !== 'GET') throw new TwilioRequestError('A download must be a GET request.');
    const prepared = { ...rest, http: { ...http, stream: true, redirects: MAX_REDIRECTS } };
    const { signal } = callOptions;
    return run({ prepared, options: callOptions, read: (raw, context) => readDownload(raw, context, signal) });
  }

  async function close(): Promise<void> {
    await inFlight.drain();
    await pool.close();
  }

  return Object.freeze({ request, pages, download, close });
}
