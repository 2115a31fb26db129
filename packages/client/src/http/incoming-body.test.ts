import { expect, test } from 'vitest';
import { rejection } from '../../test/test-client.js';
import { IncomingBody } from './incoming-body.js';

function open() {
  const events: unknown[] = [];
  const body = new IncomingBody(
    () => events.push('resume'),
    (reason) => events.push(reason.message),
  );
  return { body, events };
}

const chunk = (bytes: number, value = 1) => new Uint8Array(bytes).fill(value);

test('chunks are read in order, whether they arrive before or after they are asked for', async () => {
  const { body } = open();
  const first = body.read();
  expect(body.push(chunk(1, 1))).toBe(true);
  body.push(chunk(1, 2));
  body.push(chunk(1, 3));
  expect(await first).toEqual({ value: chunk(1, 1) });
  expect(await body.read()).toEqual({ value: chunk(1, 2) });
  body.close();
  expect(await body.read()).toEqual({ value: chunk(1, 3) });
  expect(await body.read()).toEqual({});
  expect(await body.read()).toEqual({});
});

test('the connection pauses at 64 KiB that were not read, and goes on when there is less', async () => {
  const { body, events } = open();
  expect(body.push(chunk(65_535))).toBe(true);
  expect(body.push(chunk(1))).toBe(false);
  expect(body.push(chunk(1))).toBe(false);
  expect(events).toEqual([]);
  await body.read();
  expect(events).toEqual(['resume']);
  await body.read();
  expect(events).toEqual(['resume']);
});

test('a chunk that is waited for does not pause the connection, however large it is', async () => {
  const { body } = open();
  const read = body.read();
  expect(body.push(chunk(100_000))).toBe(true);
  await read;
});

test('a body that is cut off is read up to there, and then fails', async () => {
  const { body } = open();
  const cut = new Error('cut off');
  body.push(chunk(1));
  body.close({ error: cut });
  expect(await body.read()).toEqual({ value: chunk(1) });
  expect(await rejection(body.read())).toBe(cut);
});

test('a body that is cut off fails the read that waits for more', async () => {
  const { body } = open();
  const waiting = rejection(body.read());
  const cut = new Error('cut off');
  body.close({ error: cut });
  expect(await waiting).toBe(cut);
});

test('a cancelled body closes its connection with the reason, unless it has ended', async () => {
  const { body, events } = open();
  await body.cancel(new Error('enough'));
  await body.cancel('no error');
  body.close();
  await body.cancel();
  expect(events).toEqual(['enough', 'The body was cancelled.']);
});
