/** A text with `[redacted]` for every secret in it. */
export type HideSecrets = (text: string) => string;

/** The secrets that a process has come to know, in the forms in which they travel: none of them may be logged or answered. */
export interface KnownSecrets {
  add(secret: string): void;
  /** With the name that it logs in with, as which it is also sent in base64. */
  addLogin(user: string, secret: string): void;
  readonly hide: HideSecrets;
}

export const MASK = '[redacted]';

// A secret that is changed every minute must not fill the memory; the oldest are long out of use.
const MAX_KNOWN = 10_000;
/** How many characters of its beginning a secret is found by; a shorter one is in every other word. */
const START = 4;
/** What the tokens of callers look like, an API token's and an identity's: those that were never here as well. */
const TOKENS = /\btct_[\w-]{43}|\beyJ[\w-]{8,}(?:\.[\w-]+){1,2}/g;

export function createKnownSecrets(): KnownSecrets {
  const known = new Set<string>();
  // By how they begin, so that a text is gone through once, however many there are.
  const byStart = new Map<string, Set<string>>();

  function forget(text: string): void {
    known.delete(text);
    const start = text.slice(0, START);
    const alike = byStart.get(start);
    alike?.delete(text);
    if (alike?.size === 0) byStart.delete(start);
  }

  function keep(text: string): void {
    if (text.length < START) return;
    forget(text);
    known.add(text);
    const start = text.slice(0, START);
    const alike = byStart.get(start) ?? new Set();
    byStart.set(start, alike.add(text));
    for (const oldest of known) {
      if (known.size <= MAX_KNOWN) return;
      forget(oldest);
    }
  }

  function longestAt(text: string, at: number): string {
    let longest = '';
    for (const secret of byStart.get(text.slice(at, at + START)) ?? []) {
      if (secret.length > longest.length && text.startsWith(secret, at)) longest = secret;
    }
    return longest;
  }

  function add(secret: string): void {
    if (secret.length >= START) for (const form of new Set(formsOf(secret))) keep(form);
  }

  return {
    add,
    addLogin(user, secret) {
      add(secret);
      keep(Buffer.from(`${user}:${secret}`).toString('base64'));
    },
    hide(text) {
      let [shown, from] = ['', 0];
      for (let at = 0; at + START <= text.length; at++) {
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

function formsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  // Cut where a character would hold what comes next as well.
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
