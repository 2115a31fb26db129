import type { RawResponse } from '../http/attempt.js';
import type { Outcome } from '../http/outcome.js';
import type { TwilioDownload } from '../request/request.js';
import { toByteStream } from './byte-stream.js';
import { readApiError, type ResponseContext } from './read-response.js';

/** Returns the body of a 2xx response as a stream, and any other response as an error. */
export function readDownload(
  raw: RawResponse,
  context: ResponseContext,
  signal?: AbortSignal,
): Outcome<TwilioDownload> {
  const { status, ok, headers, body } = raw.response;
  if (!ok) return readApiError(raw, context);
  const contentType = headers.get('content-type') ?? undefined;
  const { host, attempts, redact } = context;
  return { value: { status, contentType, body: toByteStream(body, { host, attempts, redact, signal }), attempts } };
}
