import type { Answer } from '../http/attempt.js';
import { TwilioApiError, type TwilioApiErrorDetails, TwilioResponseError } from '../errors.js';
import type { TwilioRequest } from '../request/request.js';
import { type Failure, toRetryAfterMs } from '../call/retry.js';

/** A result, or why there is none. */
export type Outcome<T> = { value: T } | { failure: Failure; error: unknown };

/** What reading an answer needs to know. */
export interface AnswerContext {
  method: TwilioRequest['method'];
  host: string;
  attempts: number;
  /** An earlier attempt of this call may have been carried out. */
  mayBeDone: boolean;
  /** Used where the answer does not say when it was written. */
  nowMs: number;
  /** Takes the credentials out of a text: a gateway may answer with the request that it got. */
  redact: (text: string) => string;
  /** The same for what is answered as data. */
  hide: (text: string) => string;
}

type JsonObject = Readonly<Record<string, unknown>>;

/** What a 2xx answer holds. */
export interface Content {
  status: number;
  body: JsonObject | undefined;
}

/** Reads a 2xx answer as a JSON object, or as `undefined` where a DELETE is answered without one. */
export function readBody({ response, text = '' }: Answer, context: AnswerContext): Outcome<Content> {
  const { status } = response;
  const isDelete = context.method === 'DELETE';
  // What an earlier attempt deleted is not there for the next.
  if (isDelete && status === 404 && context.mayBeDone) return { value: { status: 204, body: undefined } };
  if (!response.ok) return refuse({ response, text }, context);
  if (isDelete && text === '') return { value: { status, body: undefined } };
  const { hide } = context;
  // Most answers hold nothing to hide, and are parsed as they are; JSON may write a slash as \/.
  const plain = text.replaceAll(String.raw`\/`, '/');
  const body = hide(plain) === plain ? parse(text) : parse(text, (_key, value) => redactTexts(value, hide));
  if (isObject(body)) return { value: { status, body } };
  // What says that it is JSON and cannot be parsed has lost its end, which another try may bring.
  const truncated = text !== '' && body === undefined && /\bjson\b/i.test(response.headers.get('content-type') ?? '');
  const failure: Failure = { kind: truncated ? 'interrupted' : 'unreadable' };
  const other = text === '' ? 'nothing where a JSON object was due' : 'something other than a JSON object';
  const what = truncated ? 'JSON that ends too early' : other;
  const message = `${context.host} answered ${what}: HTTP ${status}, ${describe(response, text)}.`;
  return { failure, error: new TwilioResponseError(context.redact(message), status, context.attempts) };
}

/** Reads an answer other than 2xx as Twilio's error. */
export function refuse({ response, text = '' }: Answer, context: AnswerContext): Outcome<never> {
  const { status, headers } = response;
  const dateMs = Date.parse(headers.get('date') ?? '');
  const serverTimeMs = Number.isNaN(dateMs) ? context.nowMs : dateMs;
  const retryAfterMs = toRetryAfterMs(headers.get('retry-after'), serverTimeMs);
  const retry = retryAfterMs !== undefined && { retryAfterMs };
  const requestId = headers.get('twilio-request-id');
  const { redact } = context;
  const said = readRefusal(parse(text, (_key, value) => redactTexts(value, redact)));
  const redirect = status < 400 ? '; redirects are not followed' : '';
  const message = said.message ?? `HTTP ${status} from ${context.host} (${describe(response, text)})${redirect}.`;
  const details: TwilioApiErrorDetails = {
    status,
    attempts: context.attempts,
    ...said.details,
    ...(requestId !== null && { requestId: redact(requestId) }),
    ...retry,
  };
  return { failure: { kind: 'status', status, ...retry }, error: new TwilioApiError(redact(message), details) };
}

/** Both shapes of Twilio's errors: one object, and in the newest products a list of them under `errors`. */
function readRefusal(body: unknown) {
  const errors = isObject(body) ? body['errors'] : undefined;
  const said: unknown = Array.isArray(errors) ? errors[0] : body;
  if (!isObject(said)) return { message: undefined, details: {} };
  const { code, message, more_info: moreInfo = said['infoUrl'], details } = said;
  return {
    message: typeof message === 'string' && message !== '' ? message : undefined,
    details: {
      ...(typeof code === 'number' && { twilioCode: code }),
      ...(typeof moreInfo === 'string' && { moreInfo }),
      ...(details != null && { details }),
    },
  };
}

/** Content type and length: never the content, which may hold anything. */
function describe({ headers }: Response, text: string): string {
  return `${headers.get('content-type') ?? 'no content type'}, ${text.length} characters`;
}

/** One value on its way out of `JSON.parse`, which hands over the inner ones first. */
function redactTexts(value: unknown, redact: (text: string) => string): unknown {
  if (typeof value === 'string') return redact(value);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [redact(key), inner]));
}

function parse(text: string, reviver?: (key: string, value: unknown) => unknown): unknown {
  try {
    return JSON.parse(text, reviver);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
