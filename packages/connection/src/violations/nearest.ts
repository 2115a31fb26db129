/** The candidate closest to a misspelt word; undefined when none is close. Feeds "did you mean …?". */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  let best: string | undefined;
  let bestRatio = 0.45;
  for (const candidate of candidates) {
    const [left, right] = [normalize(word), normalize(candidate)];
    const ratio = distance(left, right) / Math.max(left.length, right.length, 1);
    if (ratio >= bestRatio) continue;
    best = candidate;
    bestRatio = ratio;
  }
  return best;
}

/** `node_config`, `nodeconfig` and `nodeConfig` count as the same word. */
function normalize(word: string): string {
  return word.slice(0, 64).toLowerCase().replace(/[_-]/g, '');
}

/** Levenshtein's edit distance. */
function distance(left: string, right: string): number {
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (const [row, letter] of Array.from(left).entries()) {
    const current = [row + 1];
    for (const [column, other] of Array.from(right).entries()) {
      const replaced = (previous[column] ?? 0) + (letter === other ? 0 : 1);
      current.push(Math.min(replaced, (previous[column + 1] ?? 0) + 1, (current[column] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[right.length] ?? 0;
}
