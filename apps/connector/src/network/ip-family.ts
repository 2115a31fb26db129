import { isIPv4, isIPv6 } from 'node:net';

/**
 * The version of an IP address: 4 or 6; 0 for any other text. Unlike `isIP` of Node, it does not need the expression for IPv6,
 * whose compilation slows down every start, for names and IPv4.
 */
export function ipFamily(text: string): 0 | 4 | 6 {
  if (text.includes(':')) return isIPv6(text) ? 6 : 0;
  return isIPv4(text) ? 4 : 0;
}
