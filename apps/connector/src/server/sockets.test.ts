import { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import { createSockets } from './sockets.js';

class TestSocket extends EventEmitter {
  destroyed = false;
  remoteAddress = '10.0.0.1';
  remotePort = 1;
  destroy() {
    this.destroyed = true;
  }
}

function open(maxSockets: number, maxSocketsPerAddress = maxSockets) {
  let refused = 0;
  let ports = 0;
  const sockets = createSockets({ maxSockets, maxSocketsPerAddress }, () => void (refused += 1));
  const connect = (remoteAddress = '10.0.0.1') => {
    const socket = Object.assign(new TestSocket(), { remoteAddress, remotePort: (ports += 1) });
    sockets.admit(socket as unknown as Socket);
    return socket;
  };
  const authenticate = (socket: TestSocket) => sockets.markAuthenticated(socket as unknown as Socket);
  return { ...sockets, connect, authenticate, refused: () => refused };
}

const closed = (sockets: readonly TestSocket[]) => sockets.map(({ destroyed }) => destroyed);

describe('createSockets', () => {
  test('the oldest unauthenticated sockets give way one after the other, also before they are closed', () => {
    const { connect, authenticate, refused } = open(3);
    const sockets = [connect(), connect(), connect()];
    authenticate(sockets[0] as TestSocket);
    sockets.push(connect(), connect());
    expect(closed(sockets)).toEqual([false, true, true, false, false]);
    expect(refused()).toBe(2);
  });

  test('a new socket is closed if all others are authenticated', () => {
    const { connect, authenticate } = open(2);
    const sockets = [connect(), connect()];
    for (const socket of sockets) authenticate(socket);
    sockets.push(connect());
    expect(closed(sockets)).toEqual([false, false, true]);
    sockets[0]?.emit('close');
    sockets.push(connect());
    expect(closed(sockets)).toEqual([false, false, true, false]);
  });

  test('a closed socket makes room, once', () => {
    const { connect } = open(2);
    const sockets = [connect(), connect(), connect()];
    expect(closed(sockets)).toEqual([true, false, false]);
    sockets[0]?.emit('close');
    sockets.push(connect());
    expect(closed(sockets)).toEqual([true, true, false, false]);
  });

  test('the sockets of one address give way to others of this address only', () => {
    const { connect } = open(10, 2);
    const sockets = [connect('10.0.0.2'), connect(), connect(), connect()];
    expect(closed(sockets)).toEqual([false, true, false, false]);
  });

  test('an IPv6 host counts as one address, and an IPv4 address counts the same in both spellings', () => {
    const { connect } = open(10, 1);
    const same = [connect('2001:db8::1'), connect('2001:db8::2'), connect('10.0.0.9'), connect('::ffff:10.0.0.9')];
    expect(closed(same)).toEqual([true, false, true, false]);
    expect(closed([connect('2001:db8:0:1::1'), connect('2001:db8:0:2::1')])).toEqual([false, false]);
  });

  test('all sockets are closed at once', () => {
    const { connect, ...all } = open(10);
    const sockets = [connect(), connect()];
    all.destroyAll();
    expect(closed(sockets)).toEqual([true, true]);
  });
});
