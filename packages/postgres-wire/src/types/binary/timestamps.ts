import { WireError } from '../../errors.js';

/** PostgreSQL counts from the year 2000. */
const EPOCH_MS = Date.UTC(2000, 0, 1);
const DAY_MS = 86_400_000;
const MICROSECONDS = 1000n;
const INFINITY_TIME = 2n ** 63n - 1n;
const INFINITY_DAY = 2 ** 31 - 1;

const DATE = /^(\d{4,})-(\d{2})-(\d{2})( BC)?$/;
const TIMESTAMP = /^(\d{4,}-\d{2}-\d{2}) (\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,6}))?([+-]\d{2}(?::\d{2}){0,2})?( BC)?$/;

/** Converts a date in the ISO style to days. */
export function dateToBinary(text: string): Buffer {
  const bytes = Buffer.allocUnsafe(4);
  bytes.writeInt32BE(daysOf(text));
  return bytes;
}

export function dateFromBinary(bytes: Buffer): string {
  const days = bytes.readInt32BE();
  if (days === INFINITY_DAY) return 'infinity';
  if (days === -INFINITY_DAY - 1) return '-infinity';
  return dayText(EPOCH_MS + days * DAY_MS);
}

/** Converts a timestamp in the ISO style, with or without an offset, to microseconds. */
export function timestampToBinary(text: string): Buffer {
  const bytes = Buffer.allocUnsafe(8);
  bytes.writeBigInt64BE(microsecondsOf(text));
  return bytes;
}

/** @param offset what to write behind the time */
export function timestampFromBinary(bytes: Buffer, offset: string): string {
  const time = bytes.readBigInt64BE();
  if (time === INFINITY_TIME) return 'infinity';
  if (time === -INFINITY_TIME - 1n) return '-infinity';
  const fraction = ((time % 1_000_000n) + 1_000_000n) % 1_000_000n;
  const ms = EPOCH_MS + Number((time - fraction) / MICROSECONDS);
  const clock = new Date(ms).toISOString().slice(-13, -5);
  const [day = '', era = ''] = dayText(ms).split(/(?= BC)/);
  return `${day} ${clock}.${String(fraction).padStart(6, '0')}${offset}${era}`;
}

function daysOf(text: string): number {
  if (text === 'infinity') return INFINITY_DAY;
  if (text === '-infinity') return -INFINITY_DAY - 1;
  const [, year, month, day, era] = DATE.exec(text) ?? [];
  if (year === undefined) throw unreadable(text);
  return (midnight(era ? 1 - Number(year) : Number(year), Number(month), Number(day)) - EPOCH_MS) / DAY_MS;
}

function microsecondsOf(text: string): bigint {
  if (text === 'infinity') return INFINITY_TIME;
  if (text === '-infinity') return -INFINITY_TIME - 1n;
  const [, date, hours, minutes, seconds, fraction = '', offset, era = ''] = TIMESTAMP.exec(text) ?? [];
  if (date === undefined) throw unreadable(text);
  const clock = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
  const local = daysOf(date + era) * (DAY_MS / 1000) + clock;
  return BigInt(local - offsetSeconds(offset)) * 1_000_000n + BigInt(fraction.padEnd(6, '0'));
}

function offsetSeconds(offset = '+00'): number {
  const [hours = 0, minutes = 0, seconds = 0] = offset.slice(1).split(':').map(Number);
  return (offset.startsWith('-') ? -1 : 1) * ((hours * 60 + minutes) * 60 + seconds);
}

/** `Date.UTC` takes years below 100 as those of the last century. */
function midnight(year: number, month: number, day: number): number {
  return new Date(0).setUTCFullYear(year, month - 1, day);
}

function dayText(ms: number): string {
  const time = new Date(ms);
  const year = time.getUTCFullYear();
  const [written, era] = year > 0 ? [year, ''] : [1 - year, ' BC'];
  const [month, day] = [time.getUTCMonth() + 1, time.getUTCDate()].map((number) => String(number).padStart(2, '0'));
  return `${String(written).padStart(4, '0')}-${month}-${day}${era}`;
}

function unreadable(text: string): WireError {
  return new WireError('22008', `The time ${text} has no binary form here.`, 'Set DateStyle to ISO, or ask for text.');
}
