import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { readSecretValue } from './secret-value.js';

/** A terminal on which somebody types. */
function typing(...chunks: string[]) {
  const modes: boolean[] = [];
  const stdin = Object.assign(new PassThrough(), { isTTY: true, setRawMode: (isRaw: boolean) => modes.push(isRaw) });
  const said: string[] = [];
  const stderr = { write: (text: string) => said.push(text) };
  for (const chunk of chunks) stdin.write(chunk);
  return { process: { stdin, stderr } as object as NodeJS.Process, modes, said };
}

test.each([
  ['a line', ['secret\r'], 'secret'],
  ['what comes in pieces', ['sec', 'ret', '\n'], 'secret'],
  ['a correction', ['secrex\u007ft\r'], 'secret'],
  ['more corrections than letters', ['\b\b\u007fä€😀x\bz\r'], 'ä€😀z'],
  ['an end without a line', ['secret\u0004'], 'secret'],
])('a prompt reads %s, and shows nothing of it', async (_, chunks, value) => {
  const { process, modes, said } = typing(...chunks);
  expect((await readSecretValue({}, process)).toString()).toBe(value);
  expect(modes).toEqual([true, false]);
  expect(said).toEqual(['Value (not shown): ', '\n']);
});

test('Ctrl-C ends a prompt, and leaves the terminal as it was', async () => {
  const { process, modes } = typing('secret\u0003');
  await expect(readSecretValue({}, process)).rejects.toMatchObject({ name: 'AbortError' });
  expect(modes).toEqual([true, false]);
});

test('nothing typed is no value', async () => {
  await expect(readSecretValue({}, typing('\r').process)).rejects.toThrow('The value is empty');
});
