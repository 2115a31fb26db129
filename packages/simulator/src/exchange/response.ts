import { setImmediate as nextTurn } from 'node:timers/promises';
import { HttpResponse } from 'msw';
import type { Answer } from '../engine/interpreter.js';
import { toXml } from './xml.js';

/**
 * Serializes an answer as JSON, XML or binary content. A truncated response declares its full length, sends the first half of
 * the body and then fails.
 */
export function toResponse(
  { status, body, listed, element, content }: Answer,
  options: {
    readonly isXml: boolean;
    readonly isTruncated: boolean;
    readonly headers: Readonly<Record<string, string>>;
  },
): Response {
  const { isXml, isTruncated, headers } = options;
  // A response without a body cannot be cut in half, so the connection is cut instead.
  if (!body && !content) return isTruncated ? HttpResponse.error() : new Response(null, { status, headers });
  const text = body && (isXml ? toXml(withEntities(body, listed), element) : toJson(body, listed));
  const bytes = content?.bytes ?? new TextEncoder().encode(text);
  const allHeaders = {
    ...headers,
    'Content-Type': content?.type ?? (isXml ? 'application/xml' : 'application/json;charset=utf-8'),
    'Content-Length': String(bytes.length),
    ...(status === 401 && { 'WWW-Authenticate': 'Basic realm="Twilio API"' }),
  };
  return new Response(isTruncated ? cutInHalf(bytes) : bytes, { status, headers: allHeaders });
}

function withEntities(body: object, listed: Answer['listed']): object {
  return listed ? { ...body, [listed.collection]: listed.texts.map((text): unknown => JSON.parse(text)) } : body;
}

function toJson(body: object, listed: Answer['listed']): string {
  const text = JSON.stringify(body);
  if (!listed) return text;
  const name = `${JSON.stringify(listed.collection)}:`;
  return text.replace(`${name}[]`, () => `${name}[${listed.texts.join(',')}]`);
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
      // Without this wait, msw would drop the headers and the first half together with the failed stream.
      await nextTurn();
      controller.error(new TypeError('The connection was cut.'));
    },
  });
}
