import { TwilioRequestError } from '../errors.js';

/** Non-empty segments of RFC 3986 characters: no `//`, `?`, `#`, backslash, control character or brace. */
const PLAIN = /^(?:\/(?:[A-Za-z0-9\-._~!$&'()*+,;=:@]|%[0-9A-Fa-f]{2})+)+$/;

/** Characters that a decoded segment must not contain. */
const SEPARATORS = /[/\\]/;

/**
 * Fills `{AccountSid}` into a path template.
 *
 * @throws TwilioRequestError for a path that could reach a different resource than it appears to
 */
export function toPath(template: string, accountSid: string): string {
  const path = template.replaceAll('{AccountSid}', accountSid);
  const fault = findFault(path);
  if (fault !== undefined) {
    throw new TwilioRequestError(
      `Invalid path: it ${fault}. Nothing was sent. ` +
        'Percent-encode each path parameter with encodeURIComponent, and reject empty ones.',
    );
  }
  return path;
}

function findFault(path: string): string | undefined {
  if (!path.startsWith('/')) return 'does not start with "/"';
  if (!PLAIN.test(path)) return 'has an empty segment or an invalid character';
  for (const segment of path.split('/')) {
    const decoded = segment.includes('%') ? decode(segment) : segment;
    if (decoded === undefined) return 'has a percent sequence that is not valid UTF-8';
    if (decoded === '.' || decoded === '..') return 'has a dot segment';
    if (SEPARATORS.test(decoded)) return 'has an encoded slash or backslash';
    if (decoded !== segment && Array.from(decoded).some(isControl)) return 'has an encoded control character';
  }
  return undefined;
}

function decode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}

function isControl(character: string): boolean {
  return character < ' ' || character === '\u007f';
}
