const UNITS_MS = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

type Unit = keyof typeof UNITS_MS;

/**
 * Reads a duration such as `15m`.
 *
 * @returns milliseconds; undefined if the text is not digits, of which there may be `maxDigits`, and one of the units
 */
export function durationMs(text: string, units: readonly Unit[], maxDigits = 6): number | undefined {
  const count = /^\d+(?=.$)/.exec(text)?.[0];
  const unit = units.find((one) => text.endsWith(one));
  return count === undefined || count.length > maxDigits || unit === undefined
    ? undefined
    : Number(count) * UNITS_MS[unit];
}

/** A duration in the largest unit that fits, such as `3 days` or `90 minutes`. */
export function durationWords(ms: number): string {
  const [unit, name] =
    NAMES.find(([one]) => ms >= UNITS_MS[one] && ms % UNITS_MS[one] === 0) ?? (['s', 'second'] as const);
  const count = ms / UNITS_MS[unit];
  return count === 1 ? name : `${count} ${name}s`;
}

const NAMES = [
  ['d', 'day'],
  ['h', 'hour'],
  ['m', 'minute'],
] as const;
