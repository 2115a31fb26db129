import ky from 'ky';
import type { Authorization } from '../authorization.js';
import { type Clock, startTimer } from '../clock.js';
import { ADDRESS_REFUSED } from './checked-connect.js';
import type { Connections, Progress } from './connection-pool.js';
import { TwilioConnectionError, TwilioRequestError, TwilioResponseError, TwilioTimeoutError } from '../errors.js';
import { isBeforeSending, type NetworkError, toNetworkError } from './network-error.js';
import { toRedirect } from './redirect.js';
import type { TwilioRequest } from '../request/request.js';
import type { Failure } from '../call/retry.js';
import { untilAborted } from '../until-aborted.js';

/** One HTTP request, ready to be written. */
export interface WireRequest {
  method: TwilioRequest['method'];
  url: URL;
  body?: string;
  /** Leaves the bytes of a 2xx answer unread. */
  stream?: boolean;
}

/** Where an attempt stands in its call, and what may end it early. */
export interface AttemptContext {
  /** 1 for the first. */
  number: number;
  /** An earlier attempt may have been carried out. */
  mayBeDone: boolean;
  signal?: AbortSignal;
  deadline: AbortSignal;
}

/** A complete answer, whatever its status; `text` is absent when its bytes were left unread. */
export interface Answer {
  response: Response;
  text?: string;
}

/** What became of one attempt. */
type AttemptResult = { answer: Answer } | { failure: Failure; error: unknown };

/** Makes one HTTP attempt. Never throws. */
export type Attempt = (request: WireRequest, context: AttemptContext) => Promise<AttemptResult>;

/** What an attempt is made with. */
export interface AttemptSettings {
  authorization: Authorization;
  connections: Connections;
  clock: Clock;
  attemptTimeoutMs: number;
  fetch?: typeof fetch;
}

/** What is known of a running attempt. */
interface Trace {
  begun: boolean;
  /** Where it has got to: a download may be led elsewhere. */
  url: URL;
  response?: Response;
  progress: () => Progress;
}

export function createAttempt(settings: AttemptSettings): Attempt {
  const { authorization, connections, clock, attemptTimeoutMs } = settings;
  const http = ky.create({
    retry: 0,
    timeout: false,
    throwHttpErrors: false,
    // A redirect would carry the credentials to wherever it leads; `follow` knows where it may.
    redirect: 'manual',
    fetch: settings.fetch,
  });

  return async (request, context) => {
    const timer = startTimer(clock, attemptTimeoutMs, () => toTimeout(request, context, attemptTimeoutMs));
    const callers = context.signal ? [context.signal] : [];
    const signal = AbortSignal.any([...callers, context.deadline, timer.signal]);
    const trace: Trace = { begun: false, url: request.url, progress: () => 'unused' };
    const send: Send = async (url, options) => {
      const { option, progress } = connections.open();
      Object.assign(trace, { begun: true, url, progress, response: undefined });
      return (trace.response = await http(url, { ...options, signal, ...option }));
    };
    try {
      return await untilAborted(signal, async () => {
        const options = toOptions(request, authorization);
        let response = await send(request.url, options);
        if (request.stream) response = await follow(send, response, { request, options });
        if (request.stream && response.ok) return { answer: { response } };
        return { answer: { response, text: await response.text() } };
      });
    } catch (error) {
      return explain(error, { request, context, timer: timer.signal, trace, authorization });
    } finally {
      timer.stop();
    }
  };
}

/** Sends one request over a passage of its own. */
type Send = (url: URL, options: WireOptions) => Promise<Response>;

/** What `fetch` is told of a request, beside where it goes. */
interface WireOptions {
  method: string;
  body?: string;
  headers: Record<string, string>;
}

// Media are kept a step or two away.
const MAX_REDIRECTS = 3;

/** Goes to where the bytes of a download are, without the credentials unless it is the server that was asked. */
async function follow(
  send: Send,
  first: Response,
  { request, options }: { request: WireRequest; options: WireOptions },
): Promise<Response> {
  let response = first;
  let { url } = request;
  for (let hop = 0; hop < MAX_REDIRECTS; hop++) {
    const redirect = toRedirect(response, url, request.url);
    if (!redirect) return response;
    await response.body?.cancel();
    const { authorization, ...headers } = options.headers;
    ({ url } = redirect);
    response = await send(url, {
      ...options,
      headers: { ...headers, ...(redirect.isSameOrigin && { authorization }) },
    });
  }
  return response;
}

function toOptions({ method, body, stream }: WireRequest, authorization: Authorization): WireOptions {
  return {
    method,
    ...(method === 'POST' && { body: body ?? '' }),
    headers: {
      accept: stream ? '*/*' : 'application/json',
      authorization: authorization.header(),
      'user-agent': 'twilio-connector',
      ...(method === 'POST' && { 'content-type': 'application/x-www-form-urlencoded' }),
    },
  };
}

function toTimeout({ method, url }: WireRequest, { number }: AttemptContext, limitMs: number): TwilioTimeoutError {
  return new TwilioTimeoutError(`${method} to ${url.host} got no complete answer within ${limitMs} ms.`, number);
}

interface Ended {
  request: WireRequest;
  context: AttemptContext;
  timer: AbortSignal;
  trace: Trace;
  authorization: Authorization;
}

function explain(error: unknown, ended: Ended): AttemptResult {
  const { context, timer, trace, authorization } = ended;
  // A refusal stays one when its text does not arrive.
  if (trace.response && !trace.response.ok) return { answer: { response: trace.response, text: '' } };
  const network = toNetworkError(error, authorization.redact);
  const unsent = !trace.begun || isUnsent(trace.progress(), network);
  if (context.signal?.aborted) return { failure: { kind: 'aborted', sent: !unsent }, error: context.signal.reason };
  if (network.code === ADDRESS_REFUSED) {
    return { failure: { kind: 'refused' }, error: new TwilioRequestError(network.message, context.number) };
  }
  const failure: Failure = { kind: unsent ? 'unsent' : 'interrupted' };
  const limit = [context.deadline, timer].find((signal) => signal.aborted);
  return { failure, error: limit ? limit.reason : toError(network, unsent, ended) };
}

/** The connections know how far a request came; a `fetch` that does not use them leaves only the error to go by. */
function isUnsent(progress: Progress, network: NetworkError): boolean {
  return progress === 'unused' ? isBeforeSending(network) : progress === 'waiting';
}

function toError(network: NetworkError, unsent: boolean, { context, trace, authorization }: Ended): Error {
  const { host } = trace.url;
  const why = network.code ?? network.message;
  if (trace.response) {
    const { status, headers } = trace.response;
    const what = `HTTP ${status}, ${headers.get('content-type') ?? 'no content type'}`;
    const message = `The answer of ${host} (${what}) broke off: ${why}.`;
    return new TwilioResponseError(authorization.redact(message), status, context.number, network);
  }
  const message = unsent ? `Could not connect to ${host}: ${why}.` : `The connection to ${host} broke: ${why}.`;
  return new TwilioConnectionError(message, context.number, network);
}
