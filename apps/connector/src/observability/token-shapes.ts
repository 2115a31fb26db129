/** Stands in the log for text that must not be shown. */
export const MASK = '[redacted]';

/** API tokens and JWTs. */
const TOKENS = /\btct_[\w-]{43}|\beyJ[\w-]{8,}(?:\.[\w-]+){1,2}/g;
/** The ids of projects, locations and connections; wider than Google's rules, because a policy can have any project. */
const ID = /^[A-Za-z0-9](?:[\w.:-]{0,126}[A-Za-z0-9])?$/;
/** Text that mixes capitals, small letters and digits at this length was generated, such as a token or the secret of an API key. */
const GENERATED = /^(?=.*[A-Z])(?=.*[a-z])(?=.*\d).{32,}$/;

/**
 * Masks tokens by their shape. It depends on the text alone, never on the value of a secret, so that it tells nobody whether a
 * text is one.
 */
export function maskTokens(text: string): string {
  return text.replace(TOKENS, MASK);
}

/**
 * A resource name for the log and the audit log. A caller can put a secret where an id belongs, so segments that cannot be an id
 * are masked. The name of an existing resource is never changed.
 */
export function maskResource(name: string): string {
  const segments = name.split('/');
  return segments.map((segment) => (segment === '' || isId(segment) ? segment : MASK)).join('/');
}

function isId(segment: string): boolean {
  return ID.test(segment) && !GENERATED.test(segment);
}
