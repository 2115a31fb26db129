import type { Schema } from './operation.js';

const SID_PATTERN = /^\^([A-Z]{2})\[/;

/** The two letters that a property's SIDs begin with; undefined when the property does not hold a SID. */
export function sidPrefixOf({ pattern = '' }: Schema): string | undefined {
  return SID_PATTERN.exec(pattern)?.[1];
}
