import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { answerClientError } from './malformed-requests.js';

const failure = (code: string) => Object.assign(new Error(code), { code });

test('a request that does not arrive in time is answered with 408', async () => {
  const socket = new PassThrough();
  const answer = text(socket);
  expect(answerClientError(failure('ERR_HTTP_REQUEST_TIMEOUT'), socket)).toMatchObject({ status: 408 });
  expect(await answer).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n[^]*"status":"DEADLINE_EXCEEDED"/);
});

test.each(['ECONNRESET', 'EPIPE', 'ERR_SSL_HTTP_REQUEST', 'ERR_TLS_HANDSHAKE_TIMEOUT'])(
  'the connection is closed without an answer after the error %s',
  (code) => {
    const socket = new PassThrough();
    expect(answerClientError(failure(code), socket)).toBeUndefined();
    expect([socket.destroyed, socket.readableLength]).toEqual([true, 0]);
  },
);
