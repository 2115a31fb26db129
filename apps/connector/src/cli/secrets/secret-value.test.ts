import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { readSecretValue } from './secret-value.js';

/** A terminal with the given input. */
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
  ['input in several chunks', ['sec', 'ret', '\n'], 'secret'],
  ['a correction', ['secrex\u007ft\r'], 'secret'],
  ['more corrections than characters', ['\b\b\u007fä€😀x\bz\r'], 'ä€😀z'],
  ['input that ends with Ctrl-D', ['secret\u0004'], 'secret'],
])('the prompt reads %s without echoing it', async (_, chunks, value) => {
  const { process, modes, said } = typing(...chunks);
  expect((await readSecretValue({}, process)).toString()).toBe(value);
  expect(modes).toEqual([true, false]);
  expect(said).toEqual(['Secret value (hidden): ', '\n']);
});

test('Ctrl-C cancels the prompt and restores the terminal', async () => {
  const { process, modes } = typing('secret\u0003');
  await expect(readSecretValue({}, process)).rejects.toMatchObject({ name: 'AbortError' });
  expect(modes).toEqual([true, false]);
});

test('an empty line at the prompt is refused', async () => {
  await expect(readSecretValue({}, typing('\r').process)).rejects.toThrow('The secret value is empty.');
});
