import { expect, test } from 'vitest';
import { RawHeaders } from './raw-headers.js';

const headers = new RawHeaders(
  ['Content-Type', 'text/plain', 'VIA', 'a', 'Via', 'b', 'X-Name', 'J\u00fcrgen'].map((text) =>
    Buffer.from(text, 'latin1'),
  ),
);

test.each([
  ['content-type', 'text/plain'],
  ['CONTENT-TYPE', 'text/plain'],
  ['via', 'a, b'],
  ['x-name', 'J\u00fcrgen'],
  ['content-typo', null],
  ['text/plain', null],
])('the header %s is %j', (name, value) => {
  expect(headers.get(name)).toBe(value);
});
