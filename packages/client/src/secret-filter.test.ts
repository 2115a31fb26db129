import { expect, test } from 'vitest';
import { createSecretFilter } from './secret-filter.js';

const SECRETS = ['abcabd-0123456789', 'abcabd', 'dd'].map((secret) => Buffer.from(secret));
const TEXT = 'abcabcabd-0123456789 and abcabd-0 then dd, d, abcab';
const FILTERED = 'abc[secret] and [secret]-0 then [secret], d, abcab';

/** Pushes the text in chunks of the given size. Returns the output of each call. */
function filter(text: string, size: number, secrets = SECRETS): string[] {
  const { push, end } = createSecretFilter(secrets);
  const bytes = Buffer.from(text);
  const count = Math.ceil(bytes.length / size);
  const chunks = Array.from({ length: count }, (_, index) => bytes.subarray(index * size, (index + 1) * size));
  return [...chunks.map((chunk) => push(chunk)), end()].map((part) => Buffer.from(part).toString());
}

test.each(Array.from({ length: TEXT.length }, (_, index) => index + 1))(
  'secrets are replaced wherever the border of a chunk of %i bytes is',
  (size) => {
    expect(filter(TEXT, size).join('')).toBe(FILTERED);
  },
);

test('a chunk that does not end with the beginning of a secret is passed on at once', () => {
  expect(filter('ordinary', 4)).toEqual(['ordi', 'nary', '']);
  expect(filter('ordinary-ab', 11)).toEqual(['ordinary-', 'ab']);
});

test('bytes that are not text are not changed', () => {
  const bytes = Buffer.from([0, 255, 97, 98, 254, 13, 10]);
  const { push, end } = createSecretFilter(SECRETS);
  expect(Buffer.concat([push(bytes), end()])).toEqual(bytes);
});

test('without secrets, everything is passed on at once', () => {
  expect(filter('abc', 2, [])).toEqual(['ab', 'c', '']);
});
