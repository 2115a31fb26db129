import { setImmediate as turn } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { rejection } from '../../test/test-client.js';
import { createInFlightCalls } from './in-flight-calls.js';

test('drain waits for every call in flight, also for one that fails, and then refuses new ones', async () => {
  const calls = createInFlightCalls();
  const [first, second] = [Promise.withResolvers<string>(), Promise.withResolvers<string>()];
  const tracked = [calls.track(() => first.promise), calls.track(() => second.promise)];
  const failed = rejection(tracked[1]!);
  const drained = vi.fn<() => void>();
  const draining = calls.drain().then(drained);
  const late = vi.fn<() => Promise<string>>();
  await expect(calls.track(late)).rejects.toThrow('The client is closed. Create a new one.');
  expect(late).not.toHaveBeenCalled();
  first.resolve('done');
  expect(await tracked[0]).toBe('done');
  await turn();
  expect(drained).not.toHaveBeenCalled();
  second.reject(new Error('broken'));
  expect(await failed).toEqual(new Error('broken'));
  await draining;
  expect(drained).toHaveBeenCalledOnce();
});

test('a call that has ended is no longer kept, so that a client that works for months does not grow', async () => {
  const kept = vi.spyOn(Set.prototype, 'delete');
  const calls = createInFlightCalls();
  const running = Promise.resolve('done');
  await calls.track(() => running);
  expect(kept).toHaveBeenCalledWith(running);
});
