/** Matches exactly one character. */
const ANY = Symbol('_');
/** Matches any number of characters, including none. */
const MANY = Symbol('%');

type Step = string | typeof ANY | typeof MANY;

/**
 * Compiles a LIKE pattern: `%` matches any characters, `_` matches one. Case-sensitive. The worst case is proportional to
 * the length of the text times that of the pattern, so that no pattern can block a server.
 */
export function compileLike(pattern: string, escape: string | undefined): (text: string) => boolean {
  const steps = toSteps(pattern, escape);
  return (text) => matches(Array.from(text), steps);
}

function toSteps(pattern: string, escape: string | undefined): Step[] {
  const steps: Step[] = [];
  let isEscaped = false;
  for (const character of pattern) {
    if (!isEscaped && character === escape) {
      isEscaped = true;
      continue;
    }
    steps.push(isEscaped ? character : character === '%' ? MANY : character === '_' ? ANY : character);
    isEscaped = false;
  }
  return steps;
}

/** Steps through text and pattern; after a mismatch, the last `%` absorbs one more character. */
function matches(text: readonly string[], steps: readonly Step[]): boolean {
  let at = 0;
  let step = 0;
  let lastMany = -1;
  let retryAt = 0;
  while (at < text.length) {
    const wanted = steps[step];
    if (wanted === MANY) {
      lastMany = step++;
      retryAt = at;
    } else if (wanted === ANY || wanted === text[at]) {
      at += 1;
      step += 1;
    } else if (lastMany >= 0) {
      retryAt += 1;
      at = retryAt;
      step = lastMany + 1;
    } else {
      return false;
    }
  }
  return steps.slice(step).every((rest) => rest === MANY);
}
