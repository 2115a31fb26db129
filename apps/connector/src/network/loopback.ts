import { BlockList } from 'node:net';
import { ipFamily } from './ip-family.js';

const loopback = new BlockList();
// Also matches `::ffff:127.0.0.1`.
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Whether a host name or IP address belongs to this machine only. */
export function isLoopback(host: string): boolean {
  const family = ipFamily(host);
  if (family === 0) return host.toLowerCase() === 'localhost';
  return loopback.check(host, family === 6 ? 'ipv6' : 'ipv4');
}
