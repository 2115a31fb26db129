import type { Violation } from '../violations/refinements.js';

/** Google's rules for labels: https://cloud.google.com/compute/docs/labeling-resources */
const MAX_LABELS = 64;
const MAX_LENGTH = 63;

/** All violations of the labels. Skips values that are not strings, which the schema rejects. */
export function labelViolations(labels: Readonly<Record<string, unknown>>): Violation[] {
  const entries = Object.entries(labels);
  const violations: Violation[] = [];
  if (entries.length > MAX_LABELS) {
    violations.push({ path: [], problem: `has ${entries.length} labels; keep at most ${MAX_LABELS}` });
  }
  for (const [key, value] of entries) {
    const problems = [...keyProblems(key), ...(typeof value === 'string' ? valueProblems(value) : [])];
    violations.push(...problems.map((problem) => ({ path: [key], problem })));
  }
  return violations;
}

function keyProblems(key: string): string[] {
  const problems: string[] = [];
  if (lengthOf(key) > MAX_LENGTH)
    problems.push(`has a key of ${lengthOf(key)} characters; shorten it to at most ${MAX_LENGTH}`);
  if (key === '') problems.push('has an empty key; use a key that starts with a lowercase letter');
  else if (!/^[\p{Ll}\p{Lo}]/u.test(key))
    problems.push('has a key that does not start with a lowercase letter; start it with a lowercase letter');
  if (!hasLabelCharacters(key))
    problems.push('has characters other than lowercase letters, digits, _ and - in its key; remove them');
  return problems;
}

function valueProblems(value: string): string[] {
  const problems: string[] = [];
  if (lengthOf(value) > MAX_LENGTH)
    problems.push(`has a value of ${lengthOf(value)} characters; shorten it to at most ${MAX_LENGTH}`);
  if (!hasLabelCharacters(value))
    problems.push('has characters other than lowercase letters, digits, _ and - in its value; remove them');
  return problems;
}

/** Accepts letters of every script: Google allows international characters. */
function hasLabelCharacters(text: string): boolean {
  return /^[\p{Ll}\p{Lo}\p{N}_-]*$/u.test(text);
}

function lengthOf(text: string): number {
  return Array.from(text).length;
}
