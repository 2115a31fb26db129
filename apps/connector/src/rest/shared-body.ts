import { createHash } from 'node:crypto';
import type { Context } from 'hono';

/** Written in parts, so that the server sees whether a client takes any of it. */
const PART_BYTES = 64 * 1024;

/** A body that many clients may be reading at the same time: it is in memory once. */
export interface SharedBody {
  readonly bytes: Uint8Array;
  readonly etag: string;
}

export function toSharedBody(text: string): SharedBody {
  const bytes = Buffer.from(text);
  return { bytes, etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"` };
}

/** Answers with the body, or with 304 if the client has it. */
export function answerShared(c: Context, { bytes, etag }: SharedBody, contentType: string): Response {
  const known = c.req.header('if-none-match')?.split(',') ?? [];
  if (known.some((tag) => tag.trim().replace(/^W\//, '') === etag))
    return new Response(null, { status: 304, headers: { ETag: etag } });
  const headers = { 'Content-Type': contentType, 'Content-Length': String(bytes.byteLength), ETag: etag };
  return new Response(toParts(bytes), { headers });
}

/** Streams views of the bytes, never copies. */
function toParts(bytes: Uint8Array): ReadableStream<Uint8Array> {
  let start = 0;
  const pull = (controller: ReadableStreamDefaultController<Uint8Array>) => {
    controller.enqueue(bytes.subarray(start, start + PART_BYTES));
    start += PART_BYTES;
    if (start >= bytes.byteLength) controller.close();
  };
  return new ReadableStream<Uint8Array>({ pull }, { highWaterMark: 0 });
}
