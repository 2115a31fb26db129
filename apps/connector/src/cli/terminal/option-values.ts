import { InvalidArgumentError } from 'commander';
import { durationMs } from './duration.js';
import type { Row } from './row.js';

// Parsers of option values. Commander adds the name of the option to their errors.

export function whole(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(text);
}

export function positive(text: string): number {
  if (whole(text) < 1) throw new InvalidArgumentError('It must be 1 or more.');
  return Number(text);
}

/** Reads a duration such as `36h` as milliseconds. */
export function duration(text: string): number {
  const ms = durationMs(text, ['s', 'm', 'h', 'd', 'w']);
  if (ms === undefined) throw new InvalidArgumentError('It must be a duration such as 36h or 3d.');
  return ms;
}

/** Collects the values of a repeatable option. */
export function collect(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}

/** Collects the `key=value` pairs of a repeatable option. */
export function collectPair(
  text: string,
  before: readonly (readonly [string, string])[] = [],
): readonly (readonly [string, string])[] {
  return [...before, split(text, 'key=value')];
}

/** Collects the `Column=value` pairs of a repeatable option; a column that is repeated becomes a list. */
export function collectValue(text: string, values: Row = {}): Row {
  const [name, value] = split(text, 'Column=value');
  const before = values[name];
  return { ...values, [name]: before === undefined ? value : [before, value].flat() };
}

function split(text: string, form: string): readonly [string, string] {
  const equals = text.indexOf('=');
  if (equals < 1) throw new InvalidArgumentError(`It must be ${form}.`);
  return [text.slice(0, equals), text.slice(equals + 1)];
}

/** Accepts the same keys as the connector. */
export function idempotencyKey(text: string): string {
  if (!/^[\x21-\x7e]{1,255}$/.test(text)) {
    throw new InvalidArgumentError('It must be 1 to 255 visible ASCII characters, such as a UUID.');
  }
  return text;
}

/** Reads names that are separated by commas. */
export function splitNames(text: string): string[] {
  return text
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
}
