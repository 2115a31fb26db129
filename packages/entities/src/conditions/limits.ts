import { EntityError } from '../errors.js';
import type { Condition, Predicate } from '../model/index.js';

/** What the work of a condition grows with. */
interface Size {
  readonly comparisons: number;
  readonly values: number;
  readonly patternCharacters: number;
  readonly characters: number;
  readonly levels: number;
}

/** Limits that no realistic condition meets. They bound the time of planning a condition and of applying it to one row. */
const LIMITS: readonly {
  readonly of: keyof Size;
  readonly max: number;
  readonly what: string;
  readonly remedy: string;
}[] = [
  { of: 'comparisons', max: 1000, what: 'comparisons', remedy: 'Use IN for lists of values.' },
  { of: 'values', max: 25_000, what: 'values in lists', remedy: 'Split the lists over several calls.' },
  {
    of: 'patternCharacters',
    max: 16_384,
    what: 'characters in LIKE patterns',
    remedy: 'Use shorter patterns, or split them over several calls.',
  },
  {
    of: 'characters',
    max: 1_048_576,
    what: 'characters in values',
    remedy: 'Use fewer or shorter values, or split them over several calls.',
  },
];

// A parsed text of 100 levels has fewer. Programs can pass deeper trees, which would exhaust the stack.
const MAX_LEVELS = 250;

/**
 * Checks the size of a condition.
 *
 * @throws EntityError INVALID_CONDITION, which names the limit, the size and the remedy
 */
export function checkSize(condition: Condition): void {
  const size = measure(condition, 0, new Map());
  if (size.levels > MAX_LEVELS) throw tooDeep();
  for (const { of, max, what, remedy } of LIMITS) {
    if (size[of] <= max) continue;
    const message = `A condition can have at most ${max} ${what}; this one has ${size[of]}. ${remedy}`;
    throw new EntityError('INVALID_CONDITION', message);
  }
}

/** Measures each node once, because a program can use one node in many places. */
function measure(node: Condition, depth: number, measured: Map<Condition, Size>): Size {
  if (depth > MAX_LEVELS) throw tooDeep();
  const known = measured.get(node);
  if (known) return known;
  const measureAll = (members: readonly Condition[]) =>
    sum(members.map((member) => measure(member, depth + 1, measured)));
  const size = measureNode(node, measureAll);
  measured.set(node, size);
  return size;
}

function measureNode(node: Condition, measureAll: (members: readonly Condition[]) => Size): Size {
  if ('and' in node) return measureAll(node.and);
  if ('or' in node) return measureAll(node.or);
  return 'not' in node ? measureAll([node.not]) : sizeOf(node);
}

function sizeOf(predicate: Predicate): Size {
  const values = predicate.operator === 'IN' ? predicate.value : 'value' in predicate ? [predicate.value] : [];
  return {
    comparisons: 1,
    values: predicate.operator === 'IN' ? values.length : 0,
    patternCharacters: predicate.operator === 'LIKE' ? predicate.value.length : 0,
    characters: values.reduce<number>((all, value) => all + String(value).length, 0),
    levels: 1,
  };
}

/** An empty AND or OR counts as a comparison, because it takes as long. */
function sum(sizes: readonly Size[]): Size {
  const add = (of: keyof Size) => sizes.reduce((all, size) => all + size[of], 0);
  return {
    comparisons: sizes.length === 0 ? 1 : add('comparisons'),
    values: add('values'),
    patternCharacters: add('patternCharacters'),
    characters: add('characters'),
    levels: 1 + sizes.reduce((deepest, { levels }) => Math.max(deepest, levels), 0),
  };
}

function tooDeep(): EntityError {
  const message = `A condition cannot be nested more than ${MAX_LEVELS} levels deep. Use fewer levels of and, or and not.`;
  return new EntityError('INVALID_CONDITION', message);
}
