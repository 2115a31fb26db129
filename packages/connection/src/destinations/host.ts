import * as z from 'zod';

/** A rule for the host of a destination. */
interface HostRule {
  readonly isBroken: (host: string) => boolean;
  readonly problem: string;
}

/** Host names by RFC 1123, section 2.1; IPv4 and IPv6 addresses. */
const HOST_RULES: readonly HostRule[] = [
  {
    isBroken: (host) => host.includes('://'),
    problem: 'includes a scheme; expected only a host name or an IP address',
  },
  {
    isBroken: (host) => /[@/?#\s]/.test(host.replace('://', '')),
    problem: 'includes a user, a path or a space; expected only a host name or an IP address',
  },
  { isBroken: (host) => hasPort(host), problem: 'includes a port; set the port in the port field' },
  { isBroken: (host) => host.length > 253, problem: 'has more than 253 characters; use a shorter host name' },
  {
    isBroken: (host) => isBareHost(host) && !isAddress(host) && !isName(host),
    problem:
      'is not a valid host; expected a host name such as proxy.example.com, or an IP address such as 192.0.2.1 or 2001:db8::1',
  },
];

/** One problem for each rule that a host breaks. */
export function hostProblems(host: string): string[] {
  return HOST_RULES.filter(({ isBroken }) => isBroken(host)).map(({ problem }) => problem);
}

/** False when one of the more specific rules already rejects the host. */
function isBareHost(host: string): boolean {
  return !/[@/?#\s]/.test(host) && !hasPort(host) && host.length <= 253;
}

function hasPort(host: string): boolean {
  return /^(?:[^:/@]+|\[[^\]]*\]):\d*$/.test(host);
}

function isAddress(host: string): boolean {
  return z.ipv4().safeParse(host).success || z.ipv6().safeParse(host).success;
}

/** The last label must not be all digits: 300.1.1.1 is a mistyped address, not a name. */
function isName(host: string): boolean {
  const labels = host.replace(/\.$/, '').split('.');
  return (
    labels.every((label) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i.test(label)) && !/^\d*$/.test(labels.at(-1) ?? '')
  );
}
