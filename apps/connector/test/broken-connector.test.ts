import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeAll, expect, test } from 'vitest';
import { buildCommand, runCommand } from './command-line.js';

const TOKEN = 'test-token-0123456789';

beforeAll(buildCommand, 120_000);

/** Runs a command through something that is no connector, or no longer. */
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
  'breaks off before the answer': (request, response) => {
    request.resume();
    request.once('end', () => response.destroy());
  },
  'breaks off within the answer': (_request, response) => {
    response.writeHead(200, { 'Content-Length': '1000' });
    response.write('{"fields":', () => response.destroy());
  },
  'is a proxy that finds nothing behind it': (_request, response) => {
    response.writeHead(502, { 'Content-Type': 'text/html' });
    response.end('<html>Bad Gateway</html>');
  },
} as const satisfies Readonly<Record<string, RequestListener>>;

const create = ['create', 'Messages', '--set', 'To=+15550100001', '--set', 'Sender=+15550100100', '--set', 'Body=x'];
const redact = ['update', 'Messages', '--where', "Direction LIKE '%'", '--set', 'Body=', '--bulk'];

test.concurrent.each(Object.entries(broken))(
  'a connector that %s: a write may have been carried out, a read has failed',
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
      stderr: expect.stringMatching(/broke off its answer|is no connector/),
    });
  },
);

test('a connector that is not there was sent nothing', async () => {
  for (const server of ['http://127.0.0.1:1', 'nonsense']) {
    const answer = await runCommand([...create, '--server', server], { CONNECTOR_TOKEN: TOKEN });
    expect(answer).toMatchObject({ code: 1, stderr: expect.stringContaining('No connector answers') });
  }
});
