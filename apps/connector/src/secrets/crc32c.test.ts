import { expect, test } from 'vitest';
import { crc32c } from './crc32c.js';

// Test vectors of RFC 3720, B.4.
test.each([
  ['32 zero bytes', Buffer.alloc(32), 0x8a9136aa],
  ['32 bytes of 0xff', Buffer.alloc(32, 0xff), 0x62a8ab43],
  ['the bytes 0 to 31', Buffer.from(Array.from({ length: 32 }, (_, index) => index)), 0x46dd794e],
  ['the text 123456789', Buffer.from('123456789'), 0xe3069283],
  ['no bytes', Buffer.alloc(0), 0],
])('the CRC-32C of %s is right', (_, bytes, checksum) => {
  expect(crc32c(bytes)).toBe(checksum);
});
