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
