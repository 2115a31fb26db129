/** A span of time. Months have no fixed length; in UTC, every day has 24 hours. */
export interface Interval {
  readonly months: number;
  readonly ms: number;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

// PostgreSQL's units and abbreviations.
const UNITS: readonly (readonly [names: string, unit: Partial<Interval>])[] = [
  ['year years yr yrs y', { months: 12 }],
  ['month months mon mons', { months: 1 }],
  ['week weeks w', { ms: 7 * DAY }],
  ['day days d', { ms: DAY }],
  ['hour hours hr hrs h', { ms: HOUR }],
  ['minute minutes min mins m', { ms: MINUTE }],
  ['second seconds sec secs s', { ms: SECOND }],
  ['millisecond milliseconds ms', { ms: 1 }],
];

const UNIT_OF: ReadonlyMap<string, Partial<Interval>> = new Map(
  UNITS.flatMap(([names, unit]) => names.split(' ').map((name) => [name, unit] as const)),
);

const PART = /\s*(?:([+-]?)(\d{1,9}):(\d{2})(?::(\d{2}(?:\.\d+)?))?|([+-]?\d{1,9}(?:\.\d+)?)\s*([a-z]+))(?!\S)/iy;

/** Parses PostgreSQL's `1 year 2 months 3 days 04:05:06`, also with `ago` at the end; undefined if it is malformed. */
export function parseInterval(text: string): Interval | undefined {
  const trimmed = text.trim();
  const isAgo = /\sago$/i.test(trimmed);
  const spans = isAgo ? trimmed.slice(0, -'ago'.length).trimEnd() : trimmed;
  let [months, ms] = [0, 0];
  PART.lastIndex = 0;
  for (let end = 0; end === 0 || end < spans.length; end = PART.lastIndex) {
    const part = PART.exec(spans);
    const span = part && (part[6] === undefined ? timeOfDay(part) : spanOf(Number(part[5]), part[6]));
    if (!span) return undefined;
    months += span.months;
    ms += span.ms;
  }
  return isAgo ? { months: -months, ms: -ms } : { months, ms };
}

function timeOfDay([, sign, hours, minutes, seconds = '0']: RegExpExecArray): Interval {
  const ms = Number(hours) * HOUR + Number(minutes) * MINUTE + Number(seconds) * SECOND;
  return { months: 0, ms: sign === '-' ? -ms : ms };
}

/** Part of a month has no length, so months and years must be whole numbers of months. */
function spanOf(count: number, name: string): Interval | undefined {
  const unit = UNIT_OF.get(name.toLowerCase());
  const { months = 0, ms = 0 } = unit ?? {};
  return unit && Number.isInteger(count * months) ? { months: count * months, ms: count * ms } : undefined;
}

/** Adds an interval to a time in UTC: first its months, up to the last day of the month that this leads to, then the rest. */
export function addInterval(time: number, { months, ms }: Interval): number {
  const date = new Date(time);
  const day = date.getUTCDate();
  date.setUTCMonth(date.getUTCMonth() + months, 1);
  const lastDay = new Date(date);
  lastDay.setUTCMonth(date.getUTCMonth() + 1, 0);
  date.setUTCDate(Math.min(day, lastDay.getUTCDate()));
  return date.getTime() + ms;
}

/** Midnight of a time's day. */
export function startOfDay(time: number): number {
  return Math.floor(time / DAY) * DAY;
}

/** An interval of whole days. */
export function days(count: number): Interval {
  return { months: 0, ms: count * DAY };
}
