import { expect, test } from 'vitest';
import { untilAborted } from './until-aborted.js';

test('untilAborted resolves or rejects like its work', async () => {
  const { signal } = new AbortController();
  await expect(untilAborted(signal, async () => 7)).resolves.toBe(7);
  await expect(untilAborted(signal, () => Promise.reject(new Error('own')))).rejects.toThrow('own');
});

test('untilAborted does not begin the work if the signal has already aborted', async () => {
  let begun = false;
  const work = async () => {
    begun = true;
  };
  await expect(untilAborted(AbortSignal.abort('gone'), work)).rejects.toBe('gone');
  expect(begun).toBe(false);
});

test('untilAborted rejects on abort even if the work ignores the signal', async () => {
  const controller = new AbortController();
  const waiting = untilAborted(controller.signal, () => new Promise(() => undefined));
  controller.abort('enough');
  await expect(waiting).rejects.toBe('enough');
});

test('the reason of the signal takes precedence over an error that the work throws on the same abort', async () => {
  const controller = new AbortController();
  const waiting = untilAborted(
    controller.signal,
    () =>
      new Promise((_resolve, reject) => controller.signal.addEventListener('abort', () => reject(new Error('own')))),
  );
  controller.abort('enough');
  await expect(waiting).rejects.toBe('enough');
});
