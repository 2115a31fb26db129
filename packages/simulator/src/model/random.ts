/** Numbers that look random and are the same for the same seed. */
export interface Random {
  /** From 0 up to, but not including, 1. */
  next(): number;
  /** A whole number from 0 up to, but not including, the given one. */
  below(limit: number): number;
  pick<T>(items: readonly [T, ...T[]]): T;
  /** `prefix` and 32 hexadecimal digits. */
  sid(prefix: string): string;
}

/** Makes a sequence of numbers from a seed (the generator mulberry32, which is public domain). */
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
      // A buffer's hexadecimal is several times faster than a number's: large seeds have many SIDs.
      for (let place = 0; place < 16; place += 4) bytes.writeUInt32BE(word(), place);
      return prefix + bytes.toString('hex');
    },
  };
}
