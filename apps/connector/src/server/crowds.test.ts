import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { Hono } from 'hono';
import { expect, onTestFinished, test } from 'vitest';
import { listen, REQUESTS_PER_TURN } from './listen.js';

const CROWD = 40;

const REQUEST = 'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n';

/** Sends a request on each of many connections, which the server has used before, at the same time. */
async function crowd(onRequest: (clients: readonly Socket[]) => void) {
  const app = new Hono();
  let isCrowd = false;
  app.get('/', (c) => {
    if (isCrowd) onRequest(clients);
    return c.text('done');
  });
  const server = await listen(app, { host: '127.0.0.1', port: 0, onBadRequest: () => new Response(null) });
  onTestFinished(() => server.stop(0));
  const { port } = new URL(server.url);
  const clients = Array.from({ length: CROWD }, () => connect(Number(port), '127.0.0.1'));
  const send = () =>
    Promise.all(
      clients.map((client) => {
        client.write(REQUEST);
        return Promise.race([once(client, 'data'), once(client, 'close')]);
      }),
    );
  await send();
  isCrowd = true;
  await send();
  for (const client of clients) client.destroy();
}

test('of a crowd, each turn of the event loop begins a few, and all are answered', async () => {
  const begun: number[] = [];
  let inTurn = 0;
  await crowd(() => {
    inTurn += 1;
    if (inTurn > 1) return;
    setImmediate(() => {
      begun.push(inTurn);
      inTurn = 0;
    });
  });
  expect(begun.reduce((sum, count) => sum + count, 0)).toBe(CROWD);
  // What is counted together may have begun in two turns.
  expect(Math.max(...begun)).toBeLessThanOrEqual(2 * REQUESTS_PER_TURN);
});

test('a request whose client has left before its turn is not begun', async () => {
  let begun = 0;
  await crowd((clients) => {
    begun += 1;
    setImmediate(() => clients.forEach((client) => client.destroy()));
  });
  for (let turn = 0; turn < CROWD; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  expect(begun).toBeGreaterThan(0);
  expect(begun).toBeLessThan(CROWD);
});
