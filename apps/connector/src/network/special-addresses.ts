import { BlockList } from 'node:net';
import { ipFamily } from './ip-family.js';

/** https://www.iana.org/assignments/iana-ipv4-special-registry, and multicast and reserved addresses from 224.0.0.0/4 on. */
const SPECIAL_V4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.31.196.0/24',
  '192.52.193.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '192.175.48.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
];

/** All publicly routed addresses; loopback, private, link-local and multicast addresses lie outside. */
const PUBLIC_V6 = ['2000::/3'];

/** Exceptions: https://www.iana.org/assignments/iana-ipv6-special-registry, and addresses that wrap an IPv4 address (6to4, Teredo). */
const SPECIAL_V6 = ['2001::/23', '2001:db8::/32', '2002::/16', '2620:4f:8000::/48', '3fff::/20'];

/** Clouds provide credentials to every process of a machine at these addresses. Some of them are public. */
const METADATA_ADDRESSES = new Set([
  '169.254.169.254', // AWS, Google Cloud, Azure, DigitalOcean, Oracle and others
  '169.254.170.2', // AWS, containers
  '169.254.170.23', // AWS, pods
  '169.254.42.42', // Scaleway
  '169.254.0.23', // Tencent
  '100.100.100.200', // Alibaba
  '168.63.129.16', // Azure
  '192.0.0.192', // Oracle
  'fd00:ec2::254', // AWS
  'fd00:ec2::23', // AWS, pods
  'fd20:ce::254', // Google Cloud
  'fd00:42::42', // Scaleway
]);

const METADATA_NAMES = new Set([
  'metadata',
  'metadata.goog',
  'metadata.google.internal',
  'metadata.tencentyun.com',
  'metadata.platformequinix.com',
  'instance-data',
  'instance-data.ec2.internal',
]);

const specialV4 = toRange(SPECIAL_V4);
const publicV6 = toRange(PUBLIC_V6);
const specialV6 = toRange(SPECIAL_V6);

/** Whether a normalized address is publicly reachable: not private, local, reserved or multicast. */
export function isPublic(address: string): boolean {
  if (ipFamily(address) === 4) return !specialV4.check(address, 'ipv4');
  return publicV6.check(address, 'ipv6') && !specialV6.check(address, 'ipv6');
}

/** Whether a host name or normalized address is a cloud's metadata service. */
export function isMetadata(host: string): boolean {
  return METADATA_ADDRESSES.has(host) || METADATA_NAMES.has(host);
}

/** Whether the name of a metadata service ends with this text. */
export function mayBeMetadata(end: string): boolean {
  return [...METADATA_NAMES].some((name) => name.endsWith(end));
}

/**
 * Normalizes an IP address: IPv4 as four decimal numbers, IPv6 in its shortest form. An IPv6 address that stands for an IPv4
 * address (mapped, or through NAT64) becomes that one. Returns undefined for anything else.
 */
export function toAddress(text: string): string | undefined {
  // A zone selects the interface, not the destination.
  const [plain = ''] = text.split('%');
  const family = ipFamily(plain);
  if (family !== 6) return family === 4 ? plain : undefined;
  const address = URL.parse(`http://[${plain}]`)?.hostname.slice(1, -1);
  const embedded = /^(?:::ffff|64:ff9b:):([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(address ?? '');
  if (!embedded) return address;
  const groups = embedded.slice(1).map((group) => Number.parseInt(group, 16));
  return groups.flatMap((group) => [group >> 8, group & 0xff]).join('.');
}

function toRange(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [network = '', prefix] = range.split('/');
    list.addSubnet(network, Number(prefix), network.includes(':') ? 'ipv6' : 'ipv4');
  }
  return list;
}
