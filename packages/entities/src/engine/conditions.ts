import { dataTypeOf, type Literal } from '../data-types/index.js';
import { EntityError } from '../errors.js';
import { type ComparisonOperator, type Condition, type EntityType, type Field, isInPath } from '../model/index.js';
import type { Operator, Predicate } from '../model/index.js';
import { didYouMean } from '../model/did-you-mean.js';
import { resolveField } from '../model/resolve.js';
import { filterOperators } from '../model/wire-name.js';
import { carryOut, unitsOf, type Work } from '../work.js';

interface CheckedColumn {
  readonly name: string;
  readonly field: Field;
  /** The comparisons that Twilio can decide. */
  readonly operators: readonly Operator[];
}

/** A comparison that conforms to the declaration; the value has the column's type. */
export interface CheckedComparison extends CheckedColumn {
  readonly operator: ComparisonOperator;
  readonly value: unknown;
}

/** A predicate that conforms to the declaration. */
export type CheckedPredicate =
  | CheckedComparison
  | (CheckedColumn & { readonly operator: 'LIKE'; readonly value: string; readonly escape: string | undefined })
  | (CheckedColumn & { readonly operator: 'IN'; readonly value: readonly unknown[] })
  | (CheckedColumn & { readonly operator: 'IS NULL' });

/** A condition that conforms to the declaration. */
export type CheckedCondition =
  | CheckedPredicate
  | { readonly and: readonly CheckedCondition[] }
  | { readonly or: readonly CheckedCondition[] }
  | { readonly not: CheckedCondition };

/** The condition that is always true. */
const ALWAYS: CheckedCondition = { and: [] };

/**
 * Checks a condition against the declaration: columns must exist and be comparable, values must have the column's type.
 *
 * @throws EntityError INVALID_CONDITION
 */
export function checkCondition(entityType: EntityType, condition: Condition | undefined): CheckedCondition {
  return carryOut(checkingCondition(entityType, condition));
}

/** Checks a condition in slices. */
export function* checkingCondition(entityType: EntityType, condition: Condition | undefined): Work<CheckedCondition> {
  if (condition === undefined) return ALWAYS;
  const checked = yield* checkNode(entityType, condition, true);
  refuseTwoValues(predicates(checked));
  return checked;
}

function* checkNode(entityType: EntityType, node: Condition, isConjunct: boolean): Work<CheckedCondition> {
  if ('and' in node) return { and: yield* checkNodes(entityType, node.and, isConjunct) };
  if ('or' in node) return { or: yield* checkNodes(entityType, node.or, false) };
  if ('not' in node) return { not: yield* checkNode(entityType, node.not, false) };
  return yield* checkPredicate(entityType, node, isConjunct);
}

function* checkNodes(
  entityType: EntityType,
  nodes: readonly Condition[],
  isConjunct: boolean,
): Work<CheckedCondition[]> {
  const checked: CheckedCondition[] = [];
  for (const node of nodes) checked.push(yield* checkNode(entityType, node, isConjunct));
  return checked;
}

/** Whether a condition is the one that is always true. */
export function isAlways(condition: CheckedCondition): boolean {
  return 'and' in condition && condition.and.length === 0;
}

/** Returns every predicate of a checked condition. */
export function predicates(condition: CheckedCondition): readonly CheckedPredicate[] {
  if ('and' in condition) return condition.and.flatMap(predicates);
  if ('or' in condition) return condition.or.flatMap(predicates);
  if ('not' in condition) return predicates(condition.not);
  return [condition];
}

/** Refuses two values of one pseudo-column: only Twilio can apply them, and it accepts one value each. */
function refuseTwoValues(all: readonly CheckedPredicate[]): void {
  const names = all.filter(({ field }) => field.readable === false).map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new EntityError('INVALID_CONDITION', `${twice} can be compared only once.`);
}

/** Returns the comparisons of a column that Twilio can decide: by a list filter, by the path, or by a GET of the key. */
export function operatorsOf(entityType: EntityType, name: string): readonly Operator[] {
  const { key, filter = [] } = entityType.fields[name] ?? {};
  return isInPath(entityType, name) || (key && entityType.operations.includes('GET')) ? ['='] : filterOperators(filter);
}

/** Whether Twilio has a filter for the predicate. */
export function isTwilioFilter({ operators, operator }: CheckedPredicate): boolean {
  return operators.some((taken) => taken === (operator === 'IN' ? '=' : operator));
}

function* checkPredicate(entityType: EntityType, predicate: Predicate, isConjunct: boolean): Work<CheckedPredicate> {
  const { operator, position } = predicate;
  const refuse = (message: string) => new EntityError('INVALID_CONDITION', message, { position });
  const where = position === undefined ? '' : ` at position ${position}`;
  const found = resolveField(entityType, predicate.field);
  if (!found) {
    const columns = Object.keys(entityType.fields);
    throw refuse(
      `${entityType.name} has no column ${JSON.stringify(predicate.field)}${where}.` +
        `${didYouMean(predicate.field, columns)} Known columns: ${columns.join(', ')}.`,
    );
  }
  const { name, field } = found;
  const column: CheckedColumn = { name, field, operators: operatorsOf(entityType, name) };
  if (field.readable === false && !(field.filter && operator === '=' && isConjunct)) {
    const rule = field.filter ? 'can only be compared with =, joined by AND' : 'cannot be compared: it is write-only';
    throw refuse(`${name}${where} ${rule}.`);
  }
  if (field.repeats && field.readable !== false) throw refuse(`${name}${where} cannot be compared: it contains lists.`);
  const dataType = dataTypeOf(field);
  const read = (value: Literal): unknown => {
    const typed = dataType.literal(value, field);
    if (typed !== undefined) return typed;
    const { expected } = dataType;
    throw refuse(
      expected === undefined
        ? `${name}${where} cannot be compared: it contains JSON.`
        : `${name}${where} must be compared with ${expected}, not with ${kindOf(value)}.`,
    );
  };
  switch (operator) {
    case 'IS NULL':
      return { ...column, operator };
    case 'IN':
      return { ...column, operator, value: yield* readAll(predicate.value, read) };
    case 'LIKE':
      if (field.dataType !== 'text')
        throw refuse(`LIKE${where} requires a text column; ${name} has the type ${field.dataType}.`);
      return { ...column, operator, value: predicate.value, escape: predicate.escape };
    default:
      return { ...column, operator, value: read(predicate.value) };
  }
}

function* readAll(literals: readonly Literal[], read: (literal: Literal) => unknown): Work<unknown[]> {
  const values: unknown[] = [];
  for (const literal of literals) {
    yield unitsOf(literal);
    values.push(read(literal));
  }
  return values;
}

/** Describes the kind of a value for error messages. Never returns the value itself, which may be private. */
function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'a list' : `an invalid ${typeof value}`;
}
