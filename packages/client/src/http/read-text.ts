import type { HttpResponse } from './http-response.js';

/** Receiving, decoding or parsing more takes milliseconds. */
const SLICE_BYTES = 64 * 1024;

/**
 * Reads a body as text. A long one is decoded as it arrives, and it is parsed in a turn of its own, so that others are served
 * in between.
 */
export async function readText({ body }: HttpResponse, yieldToEventLoop: () => Promise<void>): Promise<string> {
  const reader = body?.getReader();
  const decoder = new TextDecoder();
  const parts: string[] = [];
  let bytes = 0;
  for (let chunk = await reader?.read(); chunk?.value; chunk = await reader?.read()) {
    parts.push(decoder.decode(chunk.value, { stream: true }));
    bytes += chunk.value.byteLength;
    if (bytes > SLICE_BYTES) await yieldToEventLoop();
  }
  parts.push(decoder.decode());
  if (bytes > SLICE_BYTES) await yieldToEventLoop();
  return parts.join('');
}
