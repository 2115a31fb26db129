import { createRandom } from '../src/random.ts';

const DAY_MS = 86_400_000;
const YEAR_MS = 365 * DAY_MS;
const random = createRandom(1);

/** The ages of messages in milliseconds, as functions of a share from 0 to 1. */
const AGES = {
  even: (share: number) => share * YEAR_MS,
  'a day with 80 %': (share: number) => (share < 0.8 ? 100 * DAY_MS + random() * DAY_MS : random() * YEAR_MS),
  'a minute with 50 %': (share: number) => (share < 0.5 ? 200 * DAY_MS + random() * 60_000 : random() * YEAR_MS),
} as const;

/** How messages are distributed over the last year. */
export type Distribution = keyof typeof AGES;

export const DISTRIBUTIONS = Object.keys(AGES) as readonly Distribution[];

/** The age of one message, in milliseconds. */
export function ageOf(distribution: Distribution, share: number): number {
  return Math.floor(AGES[distribution](share));
}
