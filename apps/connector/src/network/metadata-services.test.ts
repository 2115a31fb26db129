import { describe, expect, test } from 'vitest';
import { createAllowedHosts } from './allowed-hosts.js';

// Written by hand from the documentation of the clouds, and not read from the code that is tested.
const IPV4 = [
  '169.254.169.254', // AWS, Google Cloud, Azure, DigitalOcean, Oracle, OpenStack
  '169.254.170.2', // AWS ECS
  '169.254.170.23', // AWS EKS Pod Identity
  '169.254.42.42', // Scaleway
  '169.254.0.23', // Tencent Cloud
  '100.100.100.200', // Alibaba Cloud
  '168.63.129.16', // Azure's wire server
  '192.0.0.192', // Oracle Cloud, classic
];
const IPV6 = [
  ['fd00:ec2::254', 'fd00:0ec2:0000:0000:0000:0000:0000:0254'], // AWS
  ['fd00:ec2::23', 'fd00:0ec2:0000:0000:0000:0000:0000:0023'], // AWS EKS Pod Identity
  ['fd20:ce::254', 'fd20:00ce:0000:0000:0000:0000:0000:0254'], // Google Cloud
  ['fd00:42::42', 'fd00:0042:0000:0000:0000:0000:0000:0042'], // Scaleway
] as const;
const NAMES = [
  'metadata',
  'metadata.goog',
  'metadata.google.internal',
  'metadata.tencentyun.com',
  'metadata.platformequinix.com',
  'instance-data',
  'instance-data.ec2.internal',
];

/** Everything is allowed that can be, except by the exact address or name of a metadata service. */
const hosts = createAllowedHosts([
  '0.0.0.0/0',
  '::/0',
  '*.goog',
  '*.internal',
  '*.tencentyun.com',
  '*.platformequinix.com',
]);
const METADATA = /metadata service/;

/** The ways to write an IPv4 address in a URL. */
function formsOf(address: string): string[] {
  const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number);
  const number = ((a * 256 + b) * 256 + c) * 256 + d;
  const octal = (part: number) => `0${part.toString(8)}`;
  const hex = (part: number, length = 2) => part.toString(16).padStart(length, '0');
  const groups = `${hex(a)}${hex(b)}:${hex(c)}${hex(d)}`;
  return [
    address,
    `${address}.`,
    String(number),
    `0x${hex(number, 8)}`,
    `0X${hex(number, 8).toUpperCase()}`,
    octal(number),
    [a, b, c, d].map(octal).join('.'),
    [a, b, c, d].map((part) => `0x${hex(part)}`).join('.'),
    `${a}.${b}.${c * 256 + d}`,
    `${a}.${(b * 256 + c) * 256 + d}`,
    `${octal(a)}.0x${hex(b)}.${c}.${d}`,
    address.replaceAll(/\d/g, (digit) => `%3${digit}`),
    address.replaceAll(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
    address.replaceAll('.', '。'),
    `[::ffff:${address}]`,
    `[::FFFF:${groups.toUpperCase()}]`,
    `[0:0:0:0:0:ffff:${groups}]`,
    `[0000:0000:0000:0000:0000:ffff:${groups}]`,
    `[64:ff9b::${address}]`,
    `[64:ff9b::${groups}]`,
    `[0064:ff9b:0:0:0:0:${groups}]`,
  ];
}

describe('metadata services of clouds', () => {
  test.each(IPV4.flatMap(formsOf))('a base URL cannot lead to a metadata service as http://%s', (host) => {
    expect(hosts.checkUrl(`http://${host}/latest/meta-data`)).toMatch(METADATA);
    expect(hosts.checkUrl(`https://${host}:8443`)).toMatch(METADATA);
  });

  test.each(IPV6.flatMap(([short, long]) => [short, long, short.toUpperCase(), long.toUpperCase()]))(
    'neither a base URL, a proxy nor a resolved name can lead to a metadata service as %s',
    (address) => {
      expect(hosts.checkUrl(`http://[${address}]/`)).toMatch(METADATA);
      expect(hosts.checkHost(address, 80)).toMatch(METADATA);
      for (const resolved of [address, `${address}%eth0`]) {
        expect(hosts.checkAddress({ host: 'gateway.example.com', port: 80, address: resolved })).toMatch(METADATA);
      }
    },
  );

  test.each(IPV4)('neither a proxy nor a resolved name can lead to a metadata service as %s', (address) => {
    const mapped = [`::ffff:${address}`, `0:0:0:0:0:FFFF:${address}`, `64:ff9b::${address}`];
    for (const form of [address, ...mapped]) {
      expect(hosts.checkHost(form, 3128)).toMatch(METADATA);
      expect(hosts.checkAddress({ host: 'gateway.example.com', port: 443, address: form })).toMatch(METADATA);
    }
  });

  test.each(NAMES.flatMap((name) => [name, `${name}.`, name.toUpperCase(), name.replace('m', '%6D')]))(
    'neither a base URL nor a proxy can lead to a metadata service as %s',
    (name) => {
      expect(hosts.checkUrl(`http://${name}/computeMetadata/v1`)).toMatch(METADATA);
      expect(hosts.checkHost(name, 80)).toMatch(METADATA);
    },
  );

  test.each([...IPV4, ...IPV6.map(([short]) => short), ...NAMES])(
    'the entry %s allows exactly this metadata service',
    (host) => {
      const allowing = createAllowedHosts([host]);
      expect(allowing.checkHost(host, 80)).toBeUndefined();
      const others = [...IPV4, ...IPV6.map(([short]) => short), ...NAMES].filter((other) => other !== host);
      for (const other of others) expect(allowing.checkHost(other, 80), other).toMatch(METADATA);
    },
  );
});
