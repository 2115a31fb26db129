/** `npm test` makes a fifth of the runs, the same each time; `pnpm fuzz` makes all, with new random input. */
const share = Number(process.env.FUZZ_SHARE ?? 0.2);

/** The number of runs of a property test, given how many `pnpm fuzz` makes. */
export function fuzzRuns(all: number): number {
  return Math.ceil(all * share);
}
