/** One of the alternatives that are compared. */
export interface Contestant {
  readonly name: string;
}

/** The results of a contestant's rounds, in order. */
export interface Rounds<Result> {
  readonly name: string;
  readonly results: readonly Result[];
}

/**
 * Measures the contestants in turn, round by round, so that changing load on the machine affects all of them. The first
 * in turn changes each round. An extra round at the beginning warms up and does not count.
 */
export async function interleave<C extends Contestant, Result>(
  contestants: readonly C[],
  rounds: number,
  measure: (contestant: C) => Promise<Result>,
): Promise<Rounds<Result>[]> {
  const results = contestants.map((): Result[] => []);
  for (let round = -1; round < rounds; round += 1) {
    for (const turn of contestants.keys()) {
      const index = (turn + round + contestants.length) % contestants.length;
      const contestant = contestants[index];
      if (!contestant) continue;
      const result = await measure(contestant);
      if (round >= 0) results[index]?.push(result);
    }
  }
  return contestants.map(({ name }, index) => ({ name, results: results[index] ?? [] }));
}
