import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import { toParts } from './parts.js';

/** A body that many clients may be reading at the same time: it is in memory once. */
export interface SharedBody {
  readonly chunks: readonly Uint8Array[];
  readonly etag: string;
}

export function toSharedBody(...texts: readonly string[]): SharedBody {
  return { chunks: texts.map((text) => Buffer.from(text)), etag: etagOf(texts) };
}

/** Returns the body with a text after its first chunk. Only the text is added to the memory. */
export function insertText({ chunks, etag }: SharedBody, text: string): SharedBody {
  return { chunks: [...chunks.slice(0, 1), Buffer.from(text), ...chunks.slice(1)], etag: etagOf([etag, text]) };
}

function etagOf(texts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(text);
  return `"${hash.digest('base64url').slice(0, 22)}"`;
}

/** Answers with the body, or with 304 if the client has it. */
export function answerShared(c: Context, { chunks, etag }: SharedBody, contentType: string): Response {
  const known = c.req.header('if-none-match')?.split(',') ?? [];
  if (known.some((tag) => tag.trim().replace(/^W\//, '') === etag))
    return new Response(null, { status: 304, headers: { ETag: etag } });
  const length = chunks.reduce((sum, { byteLength }) => sum + byteLength, 0);
  const headers = { 'Content-Type': contentType, 'Content-Length': String(length), ETag: etag };
  return new Response(toParts(chunks), { headers });
}
