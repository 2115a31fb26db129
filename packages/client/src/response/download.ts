import { MIMEType } from 'node:util';
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
  const { host, attempts, redact } = context;
  const contentType = toContentType(headers.get('content-type'), redact);
  const filter = context.createFilter();
  const stream = toByteStream(body, { host, attempts, redact, filter, signal });
  return { value: { status, contentType, body: stream, attempts } };
}

/** Passes on only a valid media type, because a gateway may put anything into the header. */
function toContentType(header: string | null, redact: (text: string) => string): string | undefined {
  if (header === null || redact(header) !== header) return undefined;
  try {
    return new MIMEType(header).toString();
  } catch {
    return undefined;
  }
}
