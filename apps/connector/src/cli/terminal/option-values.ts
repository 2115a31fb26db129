import { InvalidArgumentError } from 'commander';
import type { Row } from './row-writer.js';

// What the texts of options mean; each throws what commander tells with the option's name.

export function whole(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(text);
}

export function positive(text: string): number {
  if (whole(text) < 1) throw new InvalidArgumentError('It must be 1 or more.');
  return Number(text);
}

/** One more of an option that may be given again. */
export function collect(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}

/** A `key=value`, of an option that may be given again. */
export function collectPair(
  text: string,
  before: readonly (readonly [string, string])[] = [],
): readonly (readonly [string, string])[] {
  const equals = text.indexOf('=');
  if (equals < 1) throw new InvalidArgumentError('It must be key=value.');
  return [...before, [text.slice(0, equals), text.slice(equals + 1)]];
}

/** A `Column=value`, of an option that may be given again; a column that is given twice has a list. */
export function collectValue(text: string, values: Row = {}): Row {
  const equals = text.indexOf('=');
  if (equals < 1) throw new InvalidArgumentError('It must be Column=value.');
  const [name, value] = [text.slice(0, equals), text.slice(equals + 1)];
  const before = values[name];
  return { ...values, [name]: before === undefined ? value : [before, value].flat() };
}

/** As the connector takes one. */
export function idempotencyKey(text: string): string {
  if (!/^[\x21-\x7e]{1,255}$/.test(text)) {
    throw new InvalidArgumentError('It must be 1 to 255 visible ASCII characters, such as a UUID.');
  }
  return text;
}
