/** Random numbers from a seed, so that a run can be repeated. The timing of the machine still varies. */
export interface Random {
  /** From 0 to 1, excluding 1. */
  next(): number;
  /** An integer from 0 to `limit`, excluding `limit`. */
  below(limit: number): number;
  pick<T>(of: readonly [T, ...T[]]): T;
}

/** Mulberry32: https://github.com/bryc/code/blob/master/jshash/PRNGs.md */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return { next, below, pick: (of) => of[below(of.length)] ?? of[0] };
}
