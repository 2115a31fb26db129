import { expect, test } from 'vitest';
import { untilAborted } from './until-aborted.js';

test('gives what the work gives', async () => {
  const { signal } = new AbortController();
  await expect(untilAborted(signal, async () => 7)).resolves.toBe(7);
  await expect(untilAborted(signal, () => Promise.reject(new Error('own')))).rejects.toThrow('own');
});

test('does not begin once aborted', async () => {
  let begun = false;
  const work = async () => {
    begun = true;
  };
  await expect(untilAborted(AbortSignal.abort('gone'), work)).rejects.toBe('gone');
  expect(begun).toBe(false);
});

test('ends work that ignores the signal', async () => {
  const controller = new AbortController();
  const waiting = untilAborted(controller.signal, () => new Promise(() => undefined));
  controller.abort('enough');
  await expect(waiting).rejects.toBe('enough');
});

test('its reason wins over what the work makes of the same abort', async () => {
  const controller = new AbortController();
  const waiting = untilAborted(
    controller.signal,
    () =>
      new Promise((_resolve, reject) => controller.signal.addEventListener('abort', () => reject(new Error('own')))),
  );
  controller.abort('enough');
  await expect(waiting).rejects.toBe('enough');
});
