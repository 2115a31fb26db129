import { expect, test } from 'vitest';
import { isMetadata, isPublic, toAddress } from './special-addresses.js';

test.each([
  ['127.0.0.1', '127.0.0.1'],
  ['::1', '::1'],
  ['0:0:0:0:0:0:0:1', '::1'],
  ['FD00:EC2:0::254', 'fd00:ec2::254'],
  ['fe80::1%eth0', 'fe80::1'],
  ['::ffff:127.0.0.1', '127.0.0.1'],
  ['::FFFF:7f00:1', '127.0.0.1'],
  ['0:0:0:0:0:ffff:a9fe:a9fe', '169.254.169.254'],
  ['64:ff9b::a9fe:a9fe', '169.254.169.254'],
  ['64:ff9b::8.8.8.8', '8.8.8.8'],
  ['::7f00:1', '::7f00:1'],
  ['127.1', undefined],
  ['localhost', undefined],
  ['[::1]', undefined],
  ['', undefined],
])('toAddress normalizes "%s" to %s', (text, address) => {
  expect(toAddress(text)).toBe(address);
});

const RESERVED = `
  0.0.0.0 10.0.0.1 10.255.255.255 100.64.0.1 127.0.0.1 127.255.255.254 169.254.169.254 172.16.0.1
  172.31.255.255 192.0.0.1 192.0.2.1 192.88.99.1 192.168.0.1 198.18.0.1 198.19.255.255 198.51.100.1
  203.0.113.1 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255 :: ::1 ::7f00:1 64:ff9b::1
  64:ff9b:1::7f00:1 100::1 2001::1 2001:db8::1 2002:7f00:1:: 3fff::1 5f00::1 fc00::1 fd00::1 fe80::1
  fec0::1 ff02::1 4000::1
`;

test.each(RESERVED.trim().split(/\s+/))('the address %s is not public', (address) => {
  expect(isPublic(address)).toBe(false);
});

test.each(['8.8.8.8', '9.255.255.255', '11.0.0.0', '100.128.0.1', '172.15.255.255', '172.32.0.1', '2606:4700::1111'])(
  'the address %s is public',
  (address) => {
    expect(isPublic(address)).toBe(true);
  },
);

test('metadata services are recognized by address and by name', () => {
  expect(['169.254.169.254', '168.63.129.16', 'fd00:ec2::254', 'metadata.google.internal'].every(isMetadata)).toBe(
    true,
  );
  expect(['169.254.169.253', 'google.internal', 'api.twilio.com'].some(isMetadata)).toBe(false);
});
