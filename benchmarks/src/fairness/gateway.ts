import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Just below the connector's limit for a file. */
const FILE = Buffer.alloc(49 * 1024 * 1024, 'recording');
const DOCUMENT = JSON.stringify({
  items: Array.from({ length: 8 * 1024 }, (_, index) => `${index} ${'x'.repeat(1010)}`),
});

/** Starts a gateway in front of Twilio whose answers are as large as possible. Returns its URL. */
export async function startGateway(): Promise<string> {
  const server = createServer((request, response) => {
    request.resume();
    if (request.url?.includes('.mp3')) response.setHeader('Content-Type', 'audio/mpeg').end(FILE);
    else response.setHeader('Content-Type', 'application/json').end(request.method === 'POST' ? DOCUMENT : '{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
