import ky, { type KyResponse } from 'ky';
import type { Authorization } from './authorization.js';
import { type Clock, startTimer } from './clock.js';
import type { Connections, Progress } from './dispatcher.js';
import { TwilioConnectionError, TwilioResponseError, TwilioTimeoutError } from './errors.js';
import { isBeforeSending, toNetworkError } from './network-error.js';
import { toRedirect } from './redirect.js';
import type { TwilioRequest } from './request.js';
import type { Failure } from './retry.js';
import { untilAborted } from './until-aborted.js';

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
    const passage = connections.open();
    const trace: Trace = { begun: false, progress: passage.progress };
    try {
      return await untilAborted(signal, async () => {
        trace.begun = true;
        const options = { ...toOptions(request, authorization), signal, ...passage.option };
        let response = (trace.response = await http(request.url, options));
        if (request.stream) response = trace.response = await follow(http, response, { request, options });
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

// Media are kept a step or two away.
const MAX_REDIRECTS = 3;

/** Goes to where the bytes of a download are, without the credentials unless it is the server that was asked. */
async function follow(
  http: typeof ky,
  first: KyResponse,
  { request, options }: { request: WireRequest; options: ReturnType<typeof toOptions> },
): Promise<KyResponse> {
  let response = first;
  let { url } = request;
  for (let hop = 0; hop < MAX_REDIRECTS; hop++) {
    const redirect = toRedirect(response, url, request.url);
    if (!redirect) return response;
    await response.body?.cancel();
    const { authorization, ...headers } = options.headers;
    ({ url } = redirect);
    response = await http(url, {
      ...options,
      headers: { ...headers, ...(redirect.isSameOrigin && { authorization }) },
    });
  }
  return response;
}

function toOptions({ method, body, stream }: WireRequest, authorization: Authorization) {
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
  const failure: Failure = { kind: unsent ? 'unsent' : 'interrupted' };
  const limit = [context.deadline, timer].find((signal) => signal.aborted);
  return { failure, error: limit ? limit.reason : toError(network, unsent, ended) };
}

/** The connections know how far a request came; a `fetch` that does not use them leaves only the error to go by. */
function isUnsent(progress: Progress, network: Parameters<typeof isBeforeSending>[0]): boolean {
  return progress === 'unused' ? isBeforeSending(network) : progress === 'waiting';
}

function toError(network: Error & { code?: string }, unsent: boolean, ended: Ended): Error {
  const { request, context, trace, authorization } = ended;
  const { host } = request.url;
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
