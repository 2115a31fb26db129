import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { answerShared, insertText, toSharedBody } from './shared-body.js';

const PART = 64 * 1024;

function serve(text: string) {
  const body = toSharedBody(text);
  const app = new Hono();
  app.get('/', (c) => answerShared(c, body, 'text/plain'));
  return { body, ask: (headers: Record<string, string> = {}) => app.request('/', { headers }) };
}

test.each([0, 1, PART, PART + 1, 3 * PART])(
  'a shared body of %i bytes is answered whole, with its length',
  async (length) => {
    const text = 'x'.repeat(length);
    const answer = await serve(text).ask();
    expect(answer.headers.get('content-length')).toBe(String(length));
    expect(await answer.text()).toBe(text);
  },
);

test('a shared body is given out in parts that share its memory, and only when they are asked for', async () => {
  const { body, ask } = serve('é'.repeat(PART));
  const reader = (await ask()).body?.getReader();
  const parts: Uint8Array[] = [];
  for (let part = await reader?.read(); part?.value; part = await reader?.read()) parts.push(part.value as Uint8Array);
  expect(parts.map(({ byteLength }) => byteLength)).toEqual([PART, PART]);
  for (const { buffer } of parts) expect(buffer).toBe(body.chunks[0]?.buffer);
});

test('a client that has the body is answered with 304', async () => {
  const { body, ask } = serve('text');
  for (const tags of [body.etag, `W/${body.etag}`, `"other", ${body.etag}`]) {
    const answer = await ask({ 'If-None-Match': tags });
    expect([answer.status, answer.headers.get('etag'), await answer.text()]).toEqual([304, body.etag, '']);
  }
  expect((await ask({ 'If-None-Match': '"other"' })).status).toBe(200);
  expect(toSharedBody('other').etag).not.toBe(body.etag);
});

test('a text is inserted into a shared body without a copy, and has a tag of its own', async () => {
  const body = toSharedBody('before ', ' after');
  const [one, other] = ['one', 'other'].map((text) => insertText(body, text));
  const app = new Hono();
  app.get('/', (c) => answerShared(c, one!, 'text/plain'));
  const answer = await app.request('/');
  expect([await answer.text(), answer.headers.get('content-length')]).toEqual(['before one after', '16']);
  expect([one?.chunks[0], one?.chunks[2]]).toEqual([body.chunks[0], body.chunks[1]]);
  expect(one?.chunks[0]?.buffer).toBe(body.chunks[0]?.buffer);
  expect(new Set([one?.etag, other?.etag, body.etag]).size).toBe(3);
});
