import type { Violation } from '../violations/refinements.js';

/** Google's rules for labels: https://cloud.google.com/compute/docs/labeling-resources */
const MAX_LABELS = 64;
const MAX_LENGTH = 63;

/** What is wrong with the labels. Values that are no texts are passed over. */
export function labelViolations(labels: Readonly<Record<string, unknown>>): Violation[] {
  const entries = Object.entries(labels);
  const breaches: Violation[] = [];
  if (entries.length > MAX_LABELS) {
    breaches.push({ path: [], predicate: `has ${entries.length} labels; keep ${MAX_LABELS} at the most` });
  }
  for (const [key, value] of entries) {
    const predicates = [...keyViolations(key), ...(typeof value === 'string' ? valueViolations(value) : [])];
    breaches.push(...predicates.map((predicate) => ({ path: [key], predicate })));
  }
  return breaches;
}

function keyViolations(key: string): string[] {
  const breaches: string[] = [];
  if (lengthOf(key) > MAX_LENGTH)
    breaches.push(`has a key of ${lengthOf(key)} characters; shorten it to ${MAX_LENGTH}`);
  if (key === '') breaches.push('has an empty key; give one that starts with a lower-case letter');
  else if (!/^[\p{Ll}\p{Lo}]/u.test(key))
    breaches.push('has a key that does not start with a lower-case letter; change that');
  if (!hasLabelCharacters(key))
    breaches.push('has a key with other characters than lower-case letters, digits, _ and -; take them out');
  return breaches;
}

function valueViolations(value: string): string[] {
  const breaches: string[] = [];
  if (lengthOf(value) > MAX_LENGTH)
    breaches.push(`has a value of ${lengthOf(value)} characters; shorten it to ${MAX_LENGTH}`);
  if (!hasLabelCharacters(value))
    breaches.push('has a value with other characters than lower-case letters, digits, _ and -; take them out');
  return breaches;
}

/** Letters of any script count: Google allows international characters. */
function hasLabelCharacters(text: string): boolean {
  return /^[\p{Ll}\p{Lo}\p{N}_-]*$/u.test(text);
}

function lengthOf(text: string): number {
  return Array.from(text).length;
}
