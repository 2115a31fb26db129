import * as z from 'zod';

/** A rule for the host of a destination, and what a host is told that breaks it. */
interface HostRule {
  readonly isBroken: (host: string) => boolean;
  readonly sentence: string;
}

/** Names by RFC 1123, section 2.1; addresses as IPv4 or IPv6. */
const HOST_RULES: readonly HostRule[] = [
  { isBroken: (host) => host.includes('://'), sentence: 'has a scheme; leave it out and give the host alone' },
  {
    isBroken: (host) => /[@/?#\s]/.test(host.replace('://', '')),
    sentence: 'has a user, a path or a space; give the host alone',
  },
  { isBroken: (host) => hasPort(host), sentence: 'has a port; give that as port' },
  { isBroken: (host) => host.length > 253, sentence: 'has more than 253 characters; give a shorter name' },
  {
    isBroken: (host) => isPlain(host) && !isAddress(host) && !isName(host),
    sentence: 'is no host; give a name such as proxy.example.com, or an IP address such as 192.0.2.1 or 2001:db8::1',
  },
];

/** What is wrong with a host, a sentence for each rule that it breaks. */
export function hostViolations(host: string): string[] {
  return HOST_RULES.filter(({ isBroken }) => isBroken(host)).map(({ sentence }) => sentence);
}

/** Not yet told that something else than a host is in it. */
function isPlain(host: string): boolean {
  return !/[@/?#\s]/.test(host) && !hasPort(host) && host.length <= 253;
}

function hasPort(host: string): boolean {
  return /^(?:[^:/@]+|\[[^\]]*\]):\d*$/.test(host);
}

function isAddress(host: string): boolean {
  return z.ipv4().safeParse(host).success || z.ipv6().safeParse(host).success;
}

/** Labels of letters, digits and hyphens, the last not all digits: 300.1.1.1 is a mistyped address. */
function isName(host: string): boolean {
  const labels = host.replace(/\.$/, '').split('.');
  return (
    labels.every((label) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i.test(label)) && !/^\d*$/.test(labels.at(-1) ?? '')
  );
}
