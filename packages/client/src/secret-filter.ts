/** Replaces secrets in a stream of bytes, also where they cross the border of two chunks. */
export interface SecretFilter {
  /** Returns the bytes that are ready. Keeps the end of the chunk if a secret may begin there. */
  readonly push: (chunk: Uint8Array) => Uint8Array;
  /** Returns the rest after the last chunk. */
  readonly end: () => Uint8Array;
}

const MASK = Buffer.from('[secret]');

/** Where two secrets begin at the same byte, the longest is replaced. */
export function createSecretFilter(secrets: readonly Buffer[]): SecretFilter {
  const longest = Math.max(0, ...secrets.map(({ length }) => length));
  /** Every secret contains one of these. Most chunks contain none, so that the others need not be searched for. */
  const signs = secrets.filter((secret) => !secrets.some((other) => other !== secret && secret.includes(other)));
  let kept: Buffer = Buffer.alloc(0);

  /** Takes the bytes up to `until`, and completely those secrets that begin before it. */
  function take(bytes: Buffer, until: number): Buffer {
    const parts: Buffer[] = [];
    let from = 0;
    const found = signs.some((sign) => bytes.includes(sign)) ? findSecrets(bytes, secrets) : [];
    for (const { start, end } of found) {
      if (start < from || start >= until) continue;
      parts.push(bytes.subarray(from, start), MASK);
      from = end;
    }
    const end = Math.max(from, until);
    kept = bytes.subarray(end);
    return Buffer.concat([...parts, bytes.subarray(from, end)]);
  }

  return {
    push(chunk) {
      const bytes = Buffer.concat([kept, chunk]);
      return take(bytes, findBeginning(bytes, secrets, longest));
    },
    end: () => take(kept, kept.length),
  };
}

/** Finds all secrets in order of their position, and the longest first where several begin. */
function findSecrets(bytes: Buffer, secrets: readonly Buffer[]): { start: number; end: number }[] {
  return secrets
    .flatMap((secret) => {
      const starts: number[] = [];
      for (let at = bytes.indexOf(secret); at >= 0; at = bytes.indexOf(secret, at + 1)) starts.push(at);
      return starts.map((start) => ({ start, end: start + secret.length }));
    })
    .toSorted((a, b) => a.start - b.start || b.end - a.end);
}

/** The first position from which all bytes up to the end are the beginning of a longer secret. */
function findBeginning(bytes: Buffer, secrets: readonly Buffer[], longest: number): number {
  let at = Math.max(0, bytes.length - longest + 1);
  const begins = (secret: Buffer) =>
    secret[0] === bytes[at] && secret.subarray(0, bytes.length - at).equals(bytes.subarray(at));
  while (at < bytes.length && !secrets.some((secret) => secret.length > bytes.length - at && begins(secret))) at += 1;
  return at;
}
