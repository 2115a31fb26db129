import { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchStalledWrites } from './stalled-writes.js';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }));
afterEach(() => void vi.useRealTimers());

/** Bytes written to a socket so far, and those of them that the client has not taken yet. */
class TestSocket extends EventEmitter {
  destroyed = false;
  bytesWritten = 1000;
  writableLength = 600;
  destroy() {
    this.destroyed = true;
    this.emit('close');
  }
}

function watch() {
  let stalled = 0;
  const watching = watchStalledWrites(() => void (stalled += 1));
  const socket = new TestSocket();
  watching.watch(socket as unknown as Socket);
  return { ...watching, socket, stalled: () => stalled };
}

test('a socket that takes nothing of its answer is closed at the seventh look, after 30 to 35 seconds', () => {
  const { socket, stalled } = watch();
  vi.advanceTimersByTime(34_999);
  expect([socket.destroyed, stalled()]).toEqual([false, 0]);
  vi.advanceTimersByTime(1);
  expect([socket.destroyed, stalled()]).toEqual([true, 1]);
  vi.advanceTimersByTime(60_000);
  expect(stalled()).toBe(1);
});

test('a socket that has taken its whole answer is never closed', () => {
  const { socket } = watch();
  socket.writableLength = 0;
  vi.advanceTimersByTime(600_000);
  expect(socket.destroyed).toBe(false);
});

test.each([
  ['takes part of its answer', (socket: TestSocket) => void (socket.writableLength -= 1)],
  [
    'takes as much as it is given',
    (socket: TestSocket) => {
      socket.bytesWritten += 10;
    },
  ],
])('a socket that %s every 30 seconds is not closed', (_what, take) => {
  const { socket } = watch();
  for (let time = 0; time < 300; time += 30) {
    vi.advanceTimersByTime(30_000);
    take(socket);
  }
  expect(socket.destroyed).toBe(false);
  vi.advanceTimersByTime(35_000);
  expect(socket.destroyed).toBe(true);
});

test('the watch forgets closed sockets, and ends', () => {
  const { socket, stalled, ...watching } = watch();
  socket.emit('close');
  vi.advanceTimersByTime(60_000);
  expect(stalled()).toBe(0);
  watching.stop();
  expect(vi.getTimerCount()).toBe(0);
});
