import { type AnswerContext, type Content, type Outcome, readBody, refuse } from './response/read-response.js';
import type { Answer, Attempt, AttemptContext } from './http/attempt.js';
import { type Call, runCall } from './call/run-call.js';
import type { Calls } from './call/in-flight-calls.js';
import { toByteStream } from './response/byte-stream.js';
import { TwilioRequestError } from './errors.js';
import type { Settings } from './options.js';
import { toNextPage } from './response/next-page.js';
import { type Prepared, prepare } from './request/prepare-request.js';
import type { RequestOptions, TwilioDownload, TwilioRequest, TwilioResponse } from './request/request.js';

/** What a client works with. */
export interface Runtime {
  settings: Settings;
  calls: Calls;
  attempt: Attempt;
}

/** Sends a request and reads the JSON that answers it. */
export async function sendForJson(
  runtime: Runtime,
  request: TwilioRequest,
  options: RequestOptions,
): Promise<TwilioResponse> {
  const prepared = prepare(runtime.settings, request);
  return send(runtime, prepared, options, (answer, context) => {
    const outcome = readBody(answer, context);
    return 'value' in outcome ? toResponse(outcome.value, prepared, context.attempts) : outcome;
  });
}

/** Sends a request and each one that the answers name as the next. */
export async function* sendForPages(
  runtime: Runtime,
  request: TwilioRequest,
  options: RequestOptions,
): AsyncGenerator<TwilioResponse, void, undefined> {
  for (let next: TwilioRequest | undefined = request; next !== undefined;) {
    const page: TwilioResponse = await sendForJson(runtime, next, options);
    yield page;
    next = page.nextPage;
  }
}

/** Sends a GET and hands out the bytes that answer it. */
export async function sendForBytes(
  runtime: Runtime,
  request: TwilioRequest,
  options: RequestOptions,
): Promise<TwilioDownload> {
  const prepared = prepare(runtime.settings, request);
  if (request.method !== 'GET') throw new TwilioRequestError('A download must be a GET.');
  const { signal } = options;
  const streaming = { ...prepared, wire: { ...prepared.wire, stream: true } };
  return send(runtime, streaming, options, (answer, context) => {
    const { status, ok, headers, body } = answer.response;
    if (!ok) return refuse(answer, context);
    const bytes = toByteStream(body, { ...context, signal });
    const contentType = headers.get('content-type') ?? undefined;
    return { value: { status, contentType, body: bytes, attempts: context.attempts } };
  });
}

function send<T extends { status: number }>(
  { settings, calls, attempt }: Runtime,
  { request, product, wire }: Prepared,
  options: RequestOptions,
  read: (answer: Answer, context: AnswerContext) => Outcome<T>,
): Promise<T> {
  const { method } = request;
  const { host } = wire.url;
  const { redact, hide } = settings.authorization;
  const call: Call<T> = {
    request: { ...request, product },
    host,
    options,
    async attempt(context: AttemptContext) {
      const result = await attempt(wire, context);
      if (!('answer' in result)) return result;
      const { number: attempts, mayBeDone } = context;
      return read(result.answer, { method, host, attempts, mayBeDone, nowMs: settings.clock.now(), redact, hide });
    },
  };
  return calls.run(() => runCall(call, settings));
}

function toResponse({ status, body }: Content, prepared: Prepared, attempts: number): Outcome<TwilioResponse> {
  if (body === undefined || prepared.request.method !== 'GET') return { value: { status, body, attempts } };
  const next = toNextPage(body, { ...prepared, url: prepared.wire.url, status, attempts });
  if (!('value' in next)) return next;
  return { value: { status, body, ...(next.value && { nextPage: next.value }), attempts } };
}
