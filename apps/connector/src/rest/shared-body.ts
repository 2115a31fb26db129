import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import { toParts } from './parts.js';

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
