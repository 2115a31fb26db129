import { closestMatch } from 'leven';

// Measuring the distance of a longer name would take long, and no name is as long.
const MAX_LENGTH = 64;

/** The known name that a misspelled one most likely means. Case does not count. */
export function closestName(name: string, known: readonly string[]): string | undefined {
  if (name.length > MAX_LENGTH) return undefined;
  const lower = known.map((each) => each.toLowerCase());
  // One mistake in three letters, and not more than three: otherwise the suggestion would be a guess.
  const maxDistance = Math.min(3, Math.ceil(name.length / 3));
  const closest = closestMatch(name.toLowerCase(), lower, { maxDistance });
  return closest === undefined ? undefined : known[lower.indexOf(closest)];
}

/** The sentence ` Did you mean Messages?`; empty if no known name is close. */
export function didYouMean(name: string, known: readonly string[]): string {
  const closest = closestName(name, known);
  return closest === undefined ? '' : ` Did you mean ${closest}?`;
}
