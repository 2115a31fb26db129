import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test, vi } from 'vitest';
import { runCommand } from './command-line.js';

// The pauses between attempts are those of exchange.test.ts; here they would only take time.
vi.mock(import('node:timers/promises'), async (original) => ({
  ...(await original()),
  setTimeout: async () => undefined as never,
}));

const TOKEN = 'test-token-0123456789-abcdefghijk';

/** Runs a command against a server that misbehaves or is not a connector. */
async function runThrough(listener: RequestListener, args: readonly string[]) {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  try {
    return await runCommand([...args, '--server', `http://127.0.0.1:${port}`], { CONNECTOR_TOKEN: TOKEN });
  } finally {
    server.close();
  }
}

const broken = {
  'that closes the connection before its response': (request, response) => {
    request.resume();
    request.once('end', () => response.destroy());
  },
  'that closes the connection within its response': (_request, response) => {
    response.writeHead(200, { 'Content-Length': '1000' });
    response.write('{"fields":', () => response.destroy());
  },
  'behind a proxy that cannot reach it': (_request, response) => {
    response.writeHead(502, { 'Content-Type': 'text/html' });
    response.end('<html>Bad Gateway</html>');
  },
} as const satisfies Readonly<Record<string, RequestListener>>;

const create = ['create', 'Messages', '--set', 'To=+15550100001', '--set', 'Sender=+15550100100', '--set', 'Body=x'];
const redact = ['update', 'Messages', '--where', "Direction LIKE '%'", '--set', 'Body=', '--bulk'];

test.concurrent.each(Object.entries(broken))(
  'a write exits with 3 and a read with 1 against a connector %s',
  async (_, listener) => {
    const [created, redacted] = await Promise.all([create, redact].map((write) => runThrough(listener, write)));
    for (const ended of [created, redacted]) {
      expect(ended).toMatchObject({
        code: 3,
        stderr: expect.stringMatching(/may or may not have been carried out.*--idempotency-key [0-9a-f-]{36}/),
      });
    }
    expect(await runThrough(listener, ['list', 'Messages'])).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(
        /The connector at \S+ closed the connection before its response was complete\.|The server at \S+ is not a connector/,
      ),
    });
  },
);

test('a write to a connector that is not running sends nothing and exits with 1', async () => {
  for (const server of ['http://127.0.0.1:1', 'nonsense']) {
    const answer = await runCommand([...create, '--server', server], { CONNECTOR_TOKEN: TOKEN });
    expect(answer).toMatchObject({ code: 1, stderr: expect.stringContaining('No connector answers') });
  }
});
