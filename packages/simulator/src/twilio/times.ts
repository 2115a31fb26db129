/** Formats an instant as the 2010 API does: `Thu, 24 Aug 2023 05:01:45 +0000`. */
export function toRfc2822(ms: number): string {
  return `${new Date(ms).toUTCString().slice(0, -'GMT'.length)}+0000`;
}

/** Parses a request's ISO 8601 date or time; undefined when the text is neither. */
export function parseTime(text: string): { readonly ms: number; readonly isDay: boolean } | undefined {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text);
  if (!isDay && !/^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/.test(text)) return undefined;
  const ms = Date.parse(isDay ? `${text}T00:00:00Z` : /(?:Z|[+-]\d{2}:?\d{2})$/.test(text) ? text : `${text}Z`);
  return Number.isNaN(ms) ? undefined : { ms, isDay };
}

export const DAY_MS = 86_400_000;

/** Formats an instant as every product but the 2010 API does: `2023-08-24T05:01:45Z`. */
export function toIso(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, -'.000Z'.length)}Z`;
}

/** The day that is some months after that of an instant, at midnight: the same day of the month, or its last day. */
export function monthsLater(ms: number, months: number): number {
  const date = new Date(ms);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + months];
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(date.getUTCDate(), lastDay));
}
