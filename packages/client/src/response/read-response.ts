import { TwilioApiError, type TwilioApiErrorDetails, TwilioResponseError } from '../errors.js';
import type { RawResponse } from '../http/attempt.js';
import type { HttpResponse } from '../http/http-response.js';
import type { Failure, Outcome } from '../http/outcome.js';
import type { SecretFilter } from '../secret-filter.js';
import { isJsonObject, type JsonObject } from '../json-object.js';
import type { PreparedRequest } from '../request/prepare-request.js';
import type { TwilioRequest, TwilioResponse } from '../request/request.js';
import { toNextPage } from './next-page.js';
import { toRetryAfterMs } from './retry-after.js';

/** The facts about a call that its response is read with. */
export interface ResponseContext {
  method: TwilioRequest['method'];
  host: string;
  /** HTTP attempts so far, including this one. */
  attempts: number;
  /** An earlier attempt of this call may have been carried out. */
  mayBeDone: boolean;
  /** The server's time if the response has no `Date` header. */
  nowMs: number;
  /** Removes the credentials from a text for people: a gateway may echo the request. */
  redact: (text: string) => string;
  /** Removes the credentials from data. */
  hide: (text: string) => string;
  /** Removes the credentials from the bytes of one response. */
  createFilter: () => SecretFilter;
}

/** The content of a 2xx response. */
interface Content {
  status: number;
  body: JsonObject | undefined;
}

/** Reads a response and, after a GET, the request for the next page. */
export function readJsonResponse(
  raw: RawResponse,
  prepared: PreparedRequest,
  context: ResponseContext,
): Outcome<TwilioResponse> {
  const outcome = readBody(raw, context);
  if (!('value' in outcome)) return outcome;
  const { status, body } = outcome.value;
  const { attempts } = context;
  if (body === undefined || prepared.request.method !== 'GET') return { value: { status, body, attempts } };
  const next = toNextPage(body, { ...prepared, url: prepared.http.url, status, attempts });
  if (!('value' in next)) return next;
  return { value: { status, body, ...(next.value && { nextPage: next.value }), attempts } };
}

/** Reads a 2xx response as a JSON object. The body is `undefined` if the response to a DELETE has none. */
export function readBody({ response, text = '' }: RawResponse, context: ResponseContext): Outcome<Content> {
  const { status } = response;
  const isDelete = context.method === 'DELETE';
  // An earlier attempt has deleted the resource.
  if (isDelete && status === 404 && context.mayBeDone) return { value: { status: 204, body: undefined } };
  if (!response.ok) return readApiError({ response, text }, context);
  if (isDelete && text === '') return { value: { status, body: undefined } };
  const { hide } = context;
  // Searching the text for secrets first avoids a slow reviver for most responses.
  const plain = withoutEscapes(text);
  const body = hide(plain) === plain ? parse(text) : parse(text, (_key, value) => redactTexts(value, hide));
  if (isJsonObject(body)) return { value: { status, body } };
  // JSON that does not parse was cut off in transit, so a retry may bring the whole of it.
  const isTruncated = text !== '' && body === undefined && /\bjson\b/i.test(response.headers.get('content-type') ?? '');
  const failure: Failure = { kind: isTruncated ? 'interrupted' : 'unreadable' };
  const other = text === '' ? 'an empty body instead of a JSON object' : 'a body that is not a JSON object';
  const message = `${context.host} returned ${isTruncated ? 'truncated JSON' : other}: HTTP ${status}, ${describe(response, text)}.`;
  return { failure, error: new TwilioResponseError(context.redact(message), status, context.attempts) };
}

/** Reads a response with a status other than 2xx as an error from Twilio. */
export function readApiError({ response, text = '' }: RawResponse, context: ResponseContext): Outcome<never> {
  const { status, headers } = response;
  const dateMs = Date.parse(headers.get('date') ?? '');
  const serverTimeMs = Number.isNaN(dateMs) ? context.nowMs : dateMs;
  const retryAfterMs = toRetryAfterMs(headers.get('retry-after'), serverTimeMs);
  const retry = retryAfterMs !== undefined && { retryAfterMs };
  const requestId = headers.get('twilio-request-id');
  const { redact } = context;
  const parsed = readErrorBody(parse(text, (_key, value) => redactTexts(value, redact)));
  const redirect = status < 400 ? '; redirects are not followed' : '';
  const message = parsed.message ?? `HTTP ${status} from ${context.host} (${describe(response, text)})${redirect}.`;
  const details: TwilioApiErrorDetails = {
    status,
    attempts: context.attempts,
    ...parsed.details,
    ...(requestId !== null && { requestId: redact(requestId) }),
    ...retry,
  };
  return { failure: { kind: 'status', status, ...retry }, error: new TwilioApiError(redact(message), details) };
}

/** Twilio's errors have two shapes: a single object or, in the newest products, a list under `errors`. */
function readErrorBody(body: unknown) {
  const errors = isJsonObject(body) ? body['errors'] : undefined;
  const error: unknown = Array.isArray(errors) ? errors[0] : body;
  if (!isJsonObject(error)) return { message: undefined, details: {} };
  const { code, message, more_info: moreInfo = error['infoUrl'], details } = error;
  return {
    message: typeof message === 'string' && message !== '' ? message : undefined,
    details: {
      ...(typeof code === 'number' && { twilioCode: code }),
      ...(typeof moreInfo === 'string' && { moreInfo }),
      ...(details != null && { details }),
    },
  };
}

/** JSON may write a slash as \/ and any other character as its number. Replaces these escapes of ASCII characters. */
function withoutEscapes(text: string): string {
  if (!text.includes('\\')) return text;
  const plain = text.replaceAll(String.raw`\/`, '/');
  return plain.includes(String.raw`\u00`)
    ? plain.replace(/\\u00([2-7][0-9a-f])/gi, (_escape, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : plain;
}

/** Content type and length, but never the content, which may be confidential. */
function describe({ headers }: HttpResponse, text: string): string {
  return `${headers.get('content-type') ?? 'no content type'}, ${text.length} characters`;
}

/** A reviver for `JSON.parse`, which calls it with the inner values first. */
function redactTexts(value: unknown, redact: (text: string) => string): unknown {
  if (typeof value === 'string') return redact(value);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [redact(key), inner]));
}

function parse(text: string, reviver?: (key: string, value: unknown) => unknown): unknown {
  try {
    return JSON.parse(text, reviver);
  } catch {
    return undefined;
  }
}
