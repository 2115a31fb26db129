import type { Position } from '../engine/page-token.js';
import type { Density } from './density.js';
import type { Range, ScanColumn } from './scan-column.js';

/** Units of a read whose rows are complete when all of its windows are. */
interface Part {
  low: number;
  high: number;
  /** The number of its windows that were not read to their end. */
  open: number;
}

/** Units of a read, which are read page after page. Windows of a read do not overlap. Twilio should list them newest first. */
export interface Window {
  /** The index of the read in the plan. */
  readonly read: number;
  /** What it belongs to. It is a part of its own unless a window of a capped list was divided. */
  readonly part: Part;
  /** The column by which it can be divided, if it can. */
  column: ScanColumn | undefined;
  /** Keys of rows that were delivered before a capped list was divided. */
  readonly delivered: ReadonlySet<string> | undefined;
  /** The first and the last unit. The older part can be given to another window. */
  low: number;
  high: number;
  /** The units that Twilio is asked for, which may be more. Infinite: those of the condition. */
  asked: Range;
  /** The upper bound that was sent with the first page. */
  bound: number;
  /** The lower bound that was sent with the first page. */
  askedAtFirst: number;
  /** Where Twilio's list continues; undefined before the first page. */
  next: Pick<Position, 'page' | 'pageToken'> | undefined;
  /** The oldest unit so far; before the first page, the last unit. */
  reached: number;
  /** The newest unit so far. */
  newest: number;
  /** The keys that Twilio returned, for capped lists. */
  readonly keys: Set<string>;
  /** The density where the window has come to; for a window without a page, that of the window it came from. */
  density: Density | undefined;
  /** How many pages the window keeps when it gives its older part away. */
  reach: number;
  /** How often windows that had no page yet were divided to make this one. */
  guesses: number;
  /** `reading`: a request is in flight. `taking`: its rows are being looked at. `unread`: they wait for the consumer. */
  state: 'idle' | 'reading' | 'taking' | 'unread';
  /** Whether it waits for a trial. */
  isPaused: boolean;
  /** The number of rows that Twilio returned. */
  seen: number;
  /** For a window whose upper bound is within a day while it is unknown whether that works: the window it came from. */
  trialOf: Window | undefined;
}

/** The pages that the first window of a list keeps. */
export const FIRST_REACH = 2;

type Start = Pick<Window, 'read' | 'column' | 'low' | 'high'> &
  Partial<Pick<Window, 'delivered' | 'density' | 'reach' | 'guesses' | 'trialOf' | 'asked' | 'part'>>;

/** Creates a window that was not read yet. */
export function createWindow(start: Start): Window {
  const { low, high } = start;
  const asked = start.asked ?? { low, high };
  return {
    part: { low, high, open: 1 },
    delivered: undefined,
    density: undefined,
    reach: FIRST_REACH,
    guesses: 0,
    trialOf: undefined,
    ...start,
    asked,
    askedAtFirst: asked.low,
    bound: Number.POSITIVE_INFINITY,
    next: undefined,
    newest: Number.NEGATIVE_INFINITY,
    keys: new Set(),
    reached: high,
    state: 'idle',
    isPaused: false,
    seen: 0,
  };
}

/** Whether the window has no page yet. */
export function isFresh({ next }: Window): boolean {
  return next === undefined;
}
