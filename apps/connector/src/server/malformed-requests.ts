import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { ConnectorError } from '../errors.js';
import { toFailure } from '../calls/failure.js';
import { toErrorAnswer } from '../rest/answer.js';

/** The answer to a malformed request. */
export interface ClientRefusal {
  readonly status: number;
  readonly reason: string;
}

/**
 * Answers a request that Node's parser rejects, with Google's error envelope, and closes the connection. Returns undefined
 * without an answer if the client has disconnected or failed before it sent HTTP.
 */
export function answerClientError(error: NodeJS.ErrnoException, socket: Duplex): ClientRefusal | undefined {
  const refusal = toRefusal(error.code ?? '');
  if (!refusal || !socket.writable) {
    socket.destroy();
    return undefined;
  }
  const { reason } = refusal;
  const { status, body: envelope } = toErrorAnswer(toFailure(refusal));
  const body = `${JSON.stringify(envelope)}\n`;
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Connection: close',
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    'X-Content-Type-Options: nosniff',
    'X-Twilio-Requests: 0',
  ];
  socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
  return { status, reason };
}

/** Node's codes: https://nodejs.org/api/http.html#event-clienterror */
function toRefusal(code: string): ConnectorError | undefined {
  if (code === 'HPE_HEADER_OVERFLOW') {
    const message = "The request's line and headers are longer than 16 KiB.";
    return new ConnectorError('INVALID_ARGUMENT', message, { reason: 'HEADERS_TOO_LARGE' });
  }
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') {
    const message = 'The request did not arrive in time. Send it again.';
    return new ConnectorError('DEADLINE_EXCEEDED', message, { reason: 'REQUEST_TIMEOUT' });
  }
  if (!code.startsWith('HPE_')) return undefined;
  return new ConnectorError('INVALID_ARGUMENT', 'The request is not valid HTTP/1.1.', { reason: 'INVALID_HTTP' });
}
