import type { World } from '../../model/resource.js';
import type { Row } from '../../model/row.js';
import type { Table } from '../../model/table.js';
import { DAY_MS, monthsLater } from '../../twilio/times.js';
import { callAtTime } from '../voice/call-life.js';
import { messageAtTime } from '../messaging/message-life.js';

/** Usage of one category on one day. */
export interface Charge {
  readonly category: string;
  /** Days since 1970, in UTC. */
  readonly day: number;
  readonly count: number;
  readonly usage: number;
  /** In units of 0.00001 of the currency, so that sums are exact. */
  readonly price: number;
}

/** How many units of `Charge.price` the currency has. */
export const PRICE_UNITS = 100_000;
/** The monthly price of a phone number. */
const NUMBER_PRICE = 115_000;

/** All that the simulated entities cost, of the accounts that `isOf` selects. Each is charged in its category and a narrower one. */
export function* chargesOf(world: World, isOf: (row: Row) => boolean): Iterable<Charge> {
  const now = world.now();
  for (const row of rowsOf(world.table('Messages'), isOf))
    yield* messageCharges({ ...row, ...messageAtTime(row, now) });
  for (const row of rowsOf(world.table('Calls'), isOf)) yield* callCharges({ ...row, ...callAtTime(row, now) });
  for (const row of rowsOf(world.table('Recordings'), isOf)) yield* recordingCharges(row);
  for (const row of rowsOf(world.table('IncomingPhoneNumbers'), isOf)) yield* numberCharges(row, now);
}

/** The day of an instant: days since 1970, in UTC. */
export function dayOf(ms: unknown): number {
  return Math.floor(Number(ms) / DAY_MS);
}

function* rowsOf(table: Table, isOf: (row: Row) => boolean): Iterable<Row> {
  for (const row of table.oldestFirst()) if (isOf(row)) yield row;
}

function* messageCharges(row: Row): Iterable<Charge> {
  if (row.date_sent == null) return;
  const charge = { day: dayOf(row.date_sent), count: 1, usage: Number(row.num_segments), price: priceOf(row) };
  const isChannel = [row.to, row.from].some((address) => String(address).includes(':'));
  if (isChannel) {
    yield { category: 'channels', ...charge };
    return;
  }
  const category = Number(row.num_media) > 0 ? 'mms' : 'sms';
  yield { category, ...charge };
  yield { category: `${category}-${directionOf(row)}`, ...charge };
}

function* callCharges(row: Row): Iterable<Charge> {
  if (row.status !== 'completed') return;
  const charge = { day: dayOf(row.start_time), count: 1, usage: minutesOf(row), price: priceOf(row) };
  yield { category: 'calls', ...charge };
  yield { category: `calls-${directionOf(row)}`, ...charge };
}

function* recordingCharges(row: Row): Iterable<Charge> {
  if (row.duration == null) return;
  yield { category: 'recordings', day: dayOf(row.start_time), count: 1, usage: minutesOf(row), price: priceOf(row) };
}

/** A number is paid when it is bought and on that day of each month. */
function* numberCharges(row: Row, now: number): Iterable<Charge> {
  for (let months = 0; ; months++) {
    const due = monthsLater(Number(row.date_created), months);
    if (due > now) return;
    yield { category: 'phonenumbers', day: dayOf(due), count: 1, usage: 1, price: NUMBER_PRICE };
  }
}

function directionOf({ direction }: Row): 'inbound' | 'outbound' {
  return direction === 'inbound' ? 'inbound' : 'outbound';
}

function minutesOf({ duration }: Row): number {
  return Math.max(1, Math.ceil(Number(duration) / 60));
}

/** Prices of entities are negative, those of usage positive. */
function priceOf({ price }: Row): number {
  return Math.round(-Number(price ?? 0) * PRICE_UNITS);
}
