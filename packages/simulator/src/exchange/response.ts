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
  const bytes =
    content?.bytes ??
    (body && (isXml ? Buffer.from(toXml(withEntities(body, listed), element)) : toJson(body, listed)));
  // A response without a body cannot be cut in half, so the connection is cut instead.
  if (!bytes) return isTruncated ? HttpResponse.error() : new Response(null, { status, headers });
  const allHeaders = {
    ...headers,
    'Content-Type': content?.type ?? (isXml ? 'application/xml' : 'application/json;charset=utf-8'),
    'Content-Length': String(bytes.length),
    ...(status === 401 && { 'WWW-Authenticate': 'Basic realm="Twilio API"' }),
  };
  const isLarge = bytes.length > MAX_COPIED_BYTES;
  const sent = isTruncated ? cutInHalf(bytes) : isLarge ? uncopied(bytes) : bytes;
  return new Response(sent, { status, headers: allHeaders });
}

/** `Response` copies the bytes that it is given, but not those of a stream. For few bytes, a copy costs less than a stream. */
const MAX_COPIED_BYTES = 64 * 1024;

function uncopied(bytes: Uint8Array): ReadableStream<Uint8Array> {
  return new ReadableStream({
    pull(controller) {
      controller.enqueue(bytes);
      controller.close();
    },
  });
}

function withEntities(body: object, listed: Answer['listed']): object {
  return listed
    ? { ...body, [listed.collection]: listed.entities.map((bytes): unknown => JSON.parse(bytes.toString())) }
    : body;
}

const COMMA = Buffer.from(',');

/** The entities are copied as bytes: encoding a page of 1,000 took half of the time that a response needs. */
function toJson(body: object, listed: Answer['listed']): Buffer {
  const text = JSON.stringify(body);
  if (!listed) return Buffer.from(text);
  const empty = `${JSON.stringify(listed.collection)}:[]`;
  const begin = text.indexOf(empty) + empty.length - 1;
  const entities = listed.entities.flatMap((bytes, index) => (index === 0 ? [bytes] : [COMMA, bytes]));
  return Buffer.concat([Buffer.from(text.slice(0, begin)), ...entities, Buffer.from(text.slice(begin))]);
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
