import { setImmediate as nextTurn } from 'node:timers/promises';
import { HttpResponse } from 'msw';
import type { Answer } from '../engine/interpreter.js';
import { toXml } from './xml.js';

/** Writes an answer as JSON, XML or what it is; a truncated one promises all its bytes, sends the first half and breaks. */
export function toResponse(
  { status, body, element, content }: Answer,
  how: { readonly isXml: boolean; readonly isTruncated: boolean; readonly headers: Readonly<Record<string, string>> },
): Response {
  // Of an answer without a body there is no half.
  if (!body && !content)
    return how.isTruncated ? HttpResponse.error() : new Response(null, { status, headers: how.headers });
  const text = body && (how.isXml ? toXml(body, element) : JSON.stringify(body));
  const bytes = content?.bytes ?? new TextEncoder().encode(text);
  const headers = {
    ...how.headers,
    'Content-Type': content?.type ?? (how.isXml ? 'application/xml' : 'application/json;charset=utf-8'),
    'Content-Length': String(bytes.length),
    ...(status === 401 && { 'WWW-Authenticate': 'Basic realm="Twilio API"' }),
  };
  return new Response(how.isTruncated ? cutInHalf(bytes) : bytes, { status, headers });
}

function cutInHalf(bytes: Uint8Array): ReadableStream<Uint8Array> {
  let hasStarted = false;
  return new ReadableStream({
    async pull(controller) {
      if (!hasStarted) {
        hasStarted = true;
        controller.enqueue(bytes.subarray(0, Math.floor(bytes.length / 2)));
        return;
      }
      // The first half has to get through before: msw would lose it together with the headers.
      await nextTurn();
      controller.error(new TypeError('The connection was cut.'));
    },
  });
}
