/**
 * Reads a `Retry-After` header: a number of seconds, or a date to compare with the server's time.
 * Returns `undefined` if the header is absent or malformed.
 */
export function toRetryAfterMs(value: string | null, serverTimeMs: number): number | undefined {
  if (value === null) return undefined;
  if (/^\d+(?:\.\d+)?$/.test(value)) return Number(value) * 1000;
  const dateMs = value.endsWith('GMT') ? Date.parse(value) : Number.NaN;
  return Number.isNaN(dateMs) ? undefined : Math.max(0, dateMs - serverTimeMs);
}
