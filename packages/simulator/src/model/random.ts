/** Pseudo-random values: the same seed gives the same sequence. */
export interface Random {
  /** A number in [0, 1). */
  next(): number;
  /** An integer in [0, limit). */
  below(limit: number): number;
  pick<T>(items: readonly [T, ...T[]]): T;
  /** `prefix` followed by 32 hexadecimal digits. */
  sid(prefix: string): string;
}

/** Creates a generator from a seed (mulberry32, which is in the public domain). */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const bytes = Buffer.alloc(16);
  const word = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const next = () => word() / 2 ** 32;
  return {
    next,
    below: (limit) => Math.floor(next() * limit),
    pick: (items) => items[Math.floor(next() * items.length)] ?? items[0],
    sid(prefix) {
      // Large seeds need many SIDs, and a buffer converts to hexadecimal several times faster than numbers do.
      for (let place = 0; place < 16; place += 4) bytes.writeUInt32BE(word(), place);
      return prefix + bytes.toString('hex');
    },
  };
}
