import type { SeedWorld, Values, World } from '../../model/resource.js';
import type { Row } from '../../model/row.js';
import { numberOf } from '../phone-number.js';

const FINAL = ['completed', 'busy', 'failed', 'no-answer', 'canceled'];

// When a new call reaches each status, in milliseconds after its creation.
const STATUS_TIMES = [
  ['queued', 0],
  ['ringing', 1000],
  ['in-progress', 3000],
  ['completed', 13_000],
] as const;
/** When a new call is answered, in milliseconds after its creation. */
export const STARTS_MS = 3000;
const ENDS_MS = 13_000;

interface Ends {
  readonly to: string;
  readonly from: string;
}

/** Whether a call with this status has ended. */
export function hasEnded({ status }: Row): boolean {
  return FINAL.includes(String(status));
}

/** The values of a call that change with time; undefined when none do. */
export function callAtTime(row: Row, now: number): Values | undefined {
  if (row.moves !== true) return undefined;
  const start = Number(row.date_created);
  const age = now - start;
  const status = STATUS_TIMES.findLast(([, after]) => age >= after)?.[0] ?? 'queued';
  if (status === 'completed') return endedCall({ start_time: start + STARTS_MS }, status, start + ENDS_MS);
  return age >= STARTS_MS ? { status, start_time: start + STARTS_MS } : { status };
}

/** The values of a call in each status that it goes through, with the time in `at`, oldest first. */
export function callStates(row: Row): readonly (Row & { readonly at: number })[] {
  if (row.moves !== true) return [{ ...row, at: Number(row.end_time ?? row.date_updated) }];
  return STATUS_TIMES.map(([, after]) => {
    const at = Number(row.date_created) + after;
    return { ...row, ...callAtTime(row, at), at };
  });
}

/** A call in its current state; undefined when it does not exist. */
export function callNow(sid: string, world: World): Row | undefined {
  const row = world.table('Calls').get(sid);
  return row && { ...row, ...callAtTime(row, world.now()) };
}

/** Builds the row of a call that starts now. */
export function newCall(world: World, ends: Ends): Row {
  const now = world.now();
  const row = blankCall(world, world.sid('CA'), ends);
  return { ...row, status: 'queued', direction: 'outbound-api', date_created: now, date_updated: now, moves: true };
}

/** The changes that end a call now: a call that is not answered yet is canceled. */
export function hungUp(row: Row, world: World): Values {
  return { ...endedCall(row, row.status === 'in-progress' ? 'completed' : 'canceled', world.now()), moves: false };
}

/** The values of a call that ends at a time. */
export function endedCall(row: Values, status: string, end: number): Values {
  const seconds = Math.max(0, Math.round((end - Number(row.start_time ?? end)) / 1000));
  const price = status === 'completed' ? (-0.0085 * Math.max(1, Math.ceil(seconds / 60))).toFixed(5) : null;
  return {
    ...(row.start_time != null && { start_time: row.start_time }),
    status,
    end_time: end,
    duration: String(seconds),
    price,
    date_updated: end,
  };
}

/** The values that all calls share. */
export function blankCall({ accountSid }: Pick<SeedWorld, 'accountSid'>, sid: string, ends: Ends): Row {
  return {
    sid,
    account_sid: accountSid,
    api_version: '2010-04-01',
    ...ends,
    to_formatted: numberOf(ends.to),
    from_formatted: numberOf(ends.from),
    price_unit: 'USD',
    queue_time: '0',
  };
}
