import { SqlError } from '../errors.js';

/** A setting that sessions have. */
export interface Setting {
  /** As PostgreSQL writes it; statements may use any case. */
  readonly name: string;
  readonly default: string;
  readonly description: string;
  /** Returns a value as PostgreSQL shows it. Undefined if it is not valid. Absent for a setting that cannot be changed. */
  readonly read?: (value: string) => string | undefined;
  /**
   * When the engine needs it: for `all` that it does, or only where it prints the values of a `result`. The engine then says whether
   * a value is valid.
   */
  readonly engine?: 'all' | 'result';
  /** Whether clients are told about every change. */
  readonly isReported?: boolean;
}

export const anyText = (value: string): string => value;

const ON = ['on', 'true', 'yes', '1', 't', 'y'];
const OFF = ['off', 'false', 'no', '0', 'f', 'n'];

/** `on` or `off`, in any of PostgreSQL's spellings. */
export function onOrOff(value: string): string | undefined {
  const word = value.toLowerCase();
  if (ON.includes(word)) return 'on';
  return OFF.includes(word) ? 'off' : undefined;
}

/** One of some words, in any case, as it is written here. */
export const oneOf =
  (...words: readonly string[]) =>
  (value: string): string | undefined =>
    words.find((word) => word.toLowerCase() === value.toLowerCase());

export const wholeNumber =
  (least: number, most: number) =>
  (value: string): string | undefined =>
    /^\d+$/.test(value) && Number(value) >= least && Number(value) <= most ? String(Number(value)) : undefined;

const UNITS_MS = { d: 86_400_000, h: 3_600_000, min: 60_000, s: 1000, ms: 1 } as const;
const DURATION = /^(\d+(?:\.\d+)?)\s*(ms|s|min|h|d)?$/;
const MAX_MS = 2 ** 31 - 1;

/** The milliseconds of a duration as settings have it: `1500`, `1.5s`, `2min`. */
export function durationMs(value: string): number | undefined {
  const [, number, unit = 'ms'] = DURATION.exec(value.trim()) ?? [];
  const ms = Math.round(Number(number) * UNITS_MS[unit as keyof typeof UNITS_MS]);
  return Number.isFinite(ms) && ms <= MAX_MS ? ms : undefined;
}

/** A duration as PostgreSQL shows it, in the largest unit without a fraction. */
export function duration(value: string): string | undefined {
  const ms = durationMs(value);
  if (ms === undefined) return undefined;
  const [unit, length] = Object.entries(UNITS_MS).find(([, each]) => ms % each === 0) ?? ['ms', 1];
  return ms === 0 ? '0' : `${ms / length}${unit}`;
}

export function invalidValue(name: string, value: string): SqlError {
  return new SqlError('22023', `invalid value for parameter "${name}": "${value}"`);
}
