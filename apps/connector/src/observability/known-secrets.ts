/** The secrets that a process has come to know, in the forms in which they travel: none of them may be logged. */
export interface KnownSecrets extends Iterable<string> {
  add(secret: string): void;
  /** With the name that it logs in with, as which it is also sent in base64. */
  addLogin(user: string, secret: string): void;
}

// A secret that is changed every minute must not fill the memory; the oldest are long out of use.
const MAX_KNOWN = 10_000;

export function createKnownSecrets(): KnownSecrets {
  const known = new Set<string>();
  const keep = (text: string) => {
    known.delete(text);
    known.add(text);
    for (const oldest of known) {
      if (known.size <= MAX_KNOWN) return;
      known.delete(oldest);
    }
  };
  const add = (secret: string) => {
    keep(secret);
    keep(encodeURIComponent(secret));
  };
  return {
    add,
    addLogin(user, secret) {
      add(secret);
      keep(Buffer.from(`${user}:${secret}`).toString('base64'));
    },
    [Symbol.iterator]: () => known.values(),
  };
}
