/** Replaces every secret in a text with `[redacted]`. */
export type HideSecrets = (text: string) => string;

/** The secrets that this process knows, in all their encodings. They must not appear in logs or answers. */
export interface KnownSecrets {
  add(secret: string): void;
  /** Also hides the base64 form of HTTP Basic authentication with this user. */
  addLogin(user: string, secret: string): void;
  readonly hide: HideSecrets;
}

export const MASK = '[redacted]';

// Frequently rotated secrets must not fill the memory. The oldest ones are no longer in use.
const MAX_KNOWN = 10_000;
/** Secrets are indexed by this many characters. Shorter secrets are not hidden, because they occur in ordinary words. */
const INDEX_LENGTH = 4;
/** The shape of API tokens and JWTs. Hides callers' tokens that this process has never seen. */
const TOKENS = /\btct_[\w-]{43}|\beyJ[\w-]{8,}(?:\.[\w-]+){1,2}/g;

export function createKnownSecrets(): KnownSecrets {
  const known = new Set<string>();
  // Indexed by their first characters, so that `hide` reads a text once for any number of secrets.
  const byStart = new Map<string, Set<string>>();

  function forget(text: string): void {
    known.delete(text);
    const start = text.slice(0, INDEX_LENGTH);
    const sameStart = byStart.get(start);
    sameStart?.delete(text);
    if (sameStart?.size === 0) byStart.delete(start);
  }

  function keep(text: string): void {
    if (text.length < INDEX_LENGTH) return;
    forget(text);
    known.add(text);
    const start = text.slice(0, INDEX_LENGTH);
    const sameStart = byStart.get(start) ?? new Set();
    byStart.set(start, sameStart.add(text));
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
    if (secret.length >= INDEX_LENGTH) for (const form of new Set(encodingsOf(secret))) keep(form);
  }

  return {
    add,
    addLogin(user, secret) {
      add(secret);
      keep(Buffer.from(`${user}:${secret}`).toString('base64'));
    },
    hide(text) {
      let [shown, from] = ['', 0];
      for (let at = 0; at + INDEX_LENGTH <= text.length; at++) {
        const here = longestAt(text, at);
        if (here === '') continue;
        shown += text.slice(from, at) + MASK;
        from = at + here.length;
        at = from - 1;
      }
      return (shown + text.slice(from)).replace(TOKENS, MASK);
    },
  };
}

function encodingsOf(secret: string): readonly string[] {
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
