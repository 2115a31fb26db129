import { MASK, maskTokens } from './token-shapes.js';

/** Replaces every known secret in a text, and every token by its shape, with `[redacted]`. */
export type HideSecrets = (text: string) => string;

/**
 * The secrets that this process knows, in all their encodings. Only free text of the log is searched for them. An answer must
 * not depend on their values: it would tell a caller whether a guess is one of them.
 */
export interface KnownSecrets {
  add(secret: string): void;
  /** Also hides the base64 form of HTTP Basic authentication with this user. */
  addLogin(user: string, secret: string): void;
  readonly hide: HideSecrets;
}

// Frequently rotated secrets must not fill the memory. The oldest ones are no longer in use.
const MAX_KNOWN = 10_000;
/**
 * Shorter secrets are not searched for: they occur in ordinary text, and a tenant that stores such a secret would mask that text
 * for everyone.
 */
const MIN_LENGTH = 16;
/** Secrets are indexed by this many characters. */
const INDEX_LENGTH = 4;

/** @param permanent the secrets of the server itself, which are never forgotten */
export function createKnownSecrets(permanent: readonly string[] = []): KnownSecrets {
  const known = new Set<string>();
  // Indexed by their first characters, so that `hide` reads a text once for any number of secrets.
  const byStart = new Map<string, Set<string>>();

  function index(text: string): void {
    const start = text.slice(0, INDEX_LENGTH);
    byStart.set(start, (byStart.get(start) ?? new Set()).add(text));
  }

  function forget(text: string): void {
    known.delete(text);
    const start = text.slice(0, INDEX_LENGTH);
    const sameStart = byStart.get(start);
    sameStart?.delete(text);
    if (sameStart?.size === 0) byStart.delete(start);
  }

  function keep(text: string): void {
    if (kept.has(text) || text.length < MIN_LENGTH) return;
    forget(text);
    known.add(text);
    index(text);
    for (const oldest of known) {
      if (known.size <= MAX_KNOWN) return;
      forget(oldest);
    }
  }

  function longestAt(text: string, at: number): string {
    let longest = '';
    for (const secret of byStart.get(text.slice(at, at + INDEX_LENGTH)) ?? []) {
      if (secret.length > longest.length && text.startsWith(secret, at)) longest = secret;
    }
    return longest;
  }

  function add(secret: string): void {
    for (const form of encodingsOf(secret)) keep(form);
  }

  const kept: ReadonlySet<string> = new Set(permanent.flatMap(encodingsOf));
  for (const form of kept) index(form);
  return {
    add,
    addLogin(user, secret) {
      add(secret);
      keep(Buffer.from(`${user}:${secret}`).toString('base64'));
    },
    hide(text) {
      let [shown, from] = ['', 0];
      for (let at = 0; at + MIN_LENGTH <= text.length; at++) {
        const here = longestAt(text, at);
        if (here === '') continue;
        shown += text.slice(from, at) + MASK;
        from = at + here.length;
        at = from - 1;
      }
      return maskTokens(shown + text.slice(from));
    },
  };
}

function encodingsOf(secret: string): readonly string[] {
  if (secret.length < MIN_LENGTH) return [];
  const bytes = Buffer.from(secret);
  // Without the last character if it would also encode the bytes after the secret.
  const base64 = bytes.toString('base64').replace(/.?=+$/, '');
  return [
    secret,
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
    base64,
    base64.replaceAll('+', '-').replaceAll('/', '_'),
    bytes.toString('hex'),
  ];
}
