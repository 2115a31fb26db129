import type { Send, TwilioRequest } from '../src/index.js';

/** A message as Twilio lists it. */
export interface Listed {
  readonly sid: string;
  /** Seconds since 1970; null if it was not sent. */
  readonly sent: number | null;
}

/** How Twilio reads the bounds of a time. */
export interface TimeFilters {
  readonly bound: 'instant' | 'day';
  readonly upper: 'inclusive' | 'exclusive';
}

interface LiveListOptions {
  readonly timeFilters?: TimeFilters;
  /** The most messages that Twilio shows of one list. */
  readonly cap?: number;
  /** Whether a page token belongs to the bounds with which the list began. */
  readonly refusesOtherBounds?: boolean;
}

const DAY = 86_400;

/**
 * A list of messages that can change, in the order of their creation, newest first. A page token names the place of a message,
 * which may have been deleted.
 */
export class LiveList {
  readonly #options: LiveListOptions;
  /** Oldest first, so that places never shift. */
  readonly #rows: Listed[] = [];
  readonly #gone = new Set<string>();
  /** Whether it is in the order of sending, too, so that rows need not be looked for. */
  #isInOrder: boolean;
  requests = 0;
  /** The rows that were listed, with repetitions. */
  listed = 0;

  constructor(rows: readonly Listed[], options: LiveListOptions = {}) {
    this.#options = options;
    for (const row of rows) this.#rows.push(row);
    this.#isInOrder = rows.every(({ sent }, index) => sent !== null && sent >= (rows[index - 1]?.sent ?? 0));
  }

  add(row: Listed): void {
    this.#isInOrder = false;
    this.#rows.push(row);
  }

  delete(sid: string): void {
    this.#gone.add(sid);
  }

  /** Sends a message that has not been sent. */
  dispatch(sid: string, sent: number): void {
    const index = this.#rows.findIndex((row) => row.sid === sid && row.sent === null);
    if (index >= 0) this.#rows[index] = { sid, sent };
  }

  /** The messages that exist. */
  get rows(): readonly Listed[] {
    return this.#rows.filter(({ sid }) => !this.#gone.has(sid));
  }

  readonly send: Send = async ({ method, path, query = {} }) => {
    this.requests += 1;
    const { PageSize, Page = 0, PageToken, ...filters } = query;
    const bounds = JSON.stringify(filters);
    const [place = this.#rows.length, askedFor = bounds, shown = 0] =
      PageToken === undefined
        ? []
        : (JSON.parse(Buffer.from(String(PageToken), 'base64url').toString()) as [number, string, number]);
    if (this.#options.refusesOtherBounds && askedFor !== bounds) {
      throw Object.assign(new Error('The PageToken is invalid.'), { status: 400, attempts: 1 });
    }
    const left = Math.min(Number(PageSize), (this.#options.cap ?? Number.POSITIVE_INFINITY) - shown);
    const { page, end } = this.#pageAt(place, left + 1, this.#boundsOf(filters));
    const hasMore = page.length > left && shown + left < (this.#options.cap ?? Number.POSITIVE_INFINITY);
    const taken = page.slice(0, left);
    this.listed += taken.length;
    const last = taken.at(-1);
    const next = hasMore ? [last?.place ?? end, askedFor, shown + left] : undefined;
    const token = next && Buffer.from(JSON.stringify(next)).toString('base64url');
    const nextPage = { method, path, query: { ...query, Page: Number(Page) + 1, PageToken: token } };
    const messages = taken.map(({ row }) => toWire(row));
    return { status: 200, body: { messages }, attempts: 1, ...(token !== undefined && { nextPage }) };
  };

  #pageAt(place: number, count: number, { from, to }: Bounds) {
    const page: { readonly row: Listed; readonly place: number }[] = [];
    let end = this.#isInOrder ? Math.min(place, this.#placeAfter(to)) : place;
    while (end > 0 && page.length < count) {
      end -= 1;
      const row = this.#rows[end] as Listed;
      if (this.#gone.has(row.sid)) continue;
      if (from === undefined && to === undefined) page.push({ row, place: end });
      else if (row.sent !== null && row.sent >= (from ?? 0) && row.sent <= (to ?? row.sent))
        page.push({ row, place: end });
      else if (this.#isInOrder) break;
    }
    return { page, end };
  }

  /** Returns the place after the newest message up to a time, in a list in order. */
  #placeAfter(to: number | undefined): number {
    let [low, high] = [0, this.#rows.length];
    while (to !== undefined && low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#rows[middle]?.sent ?? 0) <= to) low = middle + 1;
      else high = middle;
    }
    return high;
  }

  /** The first and the last second that the filters include. */
  #boundsOf(filters: NonNullable<TwilioRequest['query']>): Bounds {
    const { bound, upper } = this.#options.timeFilters ?? { bound: 'instant', upper: 'inclusive' };
    const [from, to] = ['DateSent>', 'DateSent<'].map((name) => {
      const text = filters[name] as string | undefined;
      if (text !== undefined && !/^(19[7-9]|20)\d/.test(text))
        throw new Error(`Twilio does not know the time ${text}.`);
      const time = text === undefined ? undefined : Date.parse(text) / 1000;
      return time !== undefined && bound === 'day' ? Math.floor(time / DAY) * DAY : time;
    });
    const length = bound === 'day' ? DAY : 1;
    return { from, to: to === undefined ? undefined : upper === 'inclusive' ? to + length - 1 : to - 1 };
  }
}

interface Bounds {
  readonly from: number | undefined;
  readonly to: number | undefined;
}

const wire = new WeakMap<Listed, Readonly<Record<string, unknown>>>();

function toWire(row: Listed) {
  const known = wire.get(row) ?? { sid: row.sid, date_sent: row.sent === null ? null : toRfc2822(row.sent) };
  wire.set(row, known);
  return known;
}

function toRfc2822(seconds: number): string {
  return new Date(seconds * 1000).toUTCString().replace('GMT', '+0000');
}
