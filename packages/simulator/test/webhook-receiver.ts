import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** A request that a receiver got. */
interface ReceivedWebhook {
  readonly method: string | undefined;
  readonly url: string;
  readonly signature: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** Starts a user's server on this machine for one test. It answers with `status`. */
export async function receiveWebhooks(status = 204, headers: Readonly<Record<string, string>> = {}) {
  const received: ReceivedWebhook[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    received.push({
      method: request.method,
      url: origin + request.url,
      signature: String(request.headers['x-twilio-signature']),
      parameters: Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString())),
    });
    response.writeHead(status, headers).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise((resolve) => void server.close(() => resolve())));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { received, origin };
}
