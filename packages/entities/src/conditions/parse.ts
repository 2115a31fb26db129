import type { Literal } from '../data-types/index.js';
import { EntityError } from '../errors.js';
import { type ComparisonOperator, type Condition, type EntityType, keyColumnsOf, keyOf } from '../model/index.js';
import { carryOut, unitsOf, type Work } from '../work.js';
import { createReader, type Reader } from './reader.js';
import { relativeTime } from './relative-time.js';
import { type Token, tokenize } from './tokenize.js';

const COMPARISONS: ReadonlyMap<string, ComparisonOperator> = new Map([
  ['=', '='],
  ['!=', '!='],
  ['<>', '!='],
  ['<', '<'],
  ['<=', '<='],
  ['>', '>'],
  ['>=', '>='],
]);

// No realistic condition is nested deeper, and deeper nesting would exhaust the stack.
const MAX_DEPTH = 100;

/**
 * Parses the text of a condition. NOT binds tighter than AND, and AND tighter than OR; parentheses group:
 *
 * ```
 * To = '+15551234567' AND (DateSent >= 2024-01-01 OR Status IN ('queued', 'sending')) AND Body NOT LIKE '%STOP%'
 * ```
 *
 * A single value, quoted or not, means equality with the primary key. With the parents' keys before it (`MM…/ME…`), it
 * also means equality with the parents. The planner resolves column names later.
 *
 * Relative times have PostgreSQL's meaning in UTC: `DateSent >= now() - interval '30 days'`, `CURRENT_TIMESTAMP`,
 * `CURRENT_DATE`. The parser replaces them by the time that they stand for.
 *
 * @param now the clock, read at most once; default: the system's
 * @returns undefined if the text is empty or blank
 * @throws EntityError INVALID_CONDITION with its position
 */
export function parseCondition(
  text: string,
  entityType: EntityType,
  now: () => number = Date.now,
): Condition | undefined {
  return carryOut(parsing(text, entityType, now));
}

/** Parses the text of a condition in slices. */
export function* parsing(text: string, entityType: EntityType, now: () => number): Work<Condition | undefined> {
  const tokens = yield* tokenize(text);
  if (tokens.length === 1) return undefined;
  const single = singleValue(text, tokens);
  if (single !== undefined) return keyEquals(entityType, single);
  const reader = createReader(tokens, now);
  const condition = yield* disjunction(reader, 0);
  if (reader.peek().kind !== 'end') throw reader.unexpected('AND, OR or the end');
  return condition;
}

/** Returns the value of a text that is a single value: `SM3ad…`, `'SM3ad…'` or `2`. */
function singleValue(text: string, tokens: readonly Token[]): string | undefined {
  const trimmed = text.trim();
  const [first] = tokens;
  if (tokens.length === 2 && first?.kind === 'string') return unquote(first.text);
  const isOneWord = !/[\s'"()=<>!,]/.test(trimmed);
  return isOneWord ? trimmed : undefined;
}

function keyEquals(entityType: EntityType, value: string): Condition {
  const key = keyOf(entityType);
  if (key === undefined) {
    const [column] = Object.keys(entityType.fields);
    const message = `${entityType.name} has no key, so a condition must name a column, such as ${column} = '…'.`;
    throw new EntityError('INVALID_CONDITION', message, { position: 0 });
  }
  const columns = keyColumnsOf(entityType);
  const parts = value.split('/');
  if (parts.length !== columns.length) return { field: key, operator: '=', value, position: 0 };
  const and = columns.map((field, index) => ({
    field,
    operator: '=' as const,
    value: parts[index] ?? '',
    position: 0,
  }));
  return and.length === 1 && and[0] ? and[0] : { and };
}

function* disjunction(reader: Reader, depth: number): Work<Condition> {
  const or = [yield* conjunction(reader, depth)];
  while (reader.takeWord('OR')) or.push(yield* conjunction(reader, depth));
  return or.length === 1 && or[0] ? or[0] : { or };
}

function* conjunction(reader: Reader, depth: number): Work<Condition> {
  const and = [yield* negation(reader, depth)];
  while (reader.takeWord('AND')) and.push(yield* negation(reader, depth));
  return and.length === 1 && and[0] ? and[0] : { and };
}

function* negation(reader: Reader, depth: number): Work<Condition> {
  if (depth > MAX_DEPTH) {
    const limit = `A condition cannot be nested more than ${MAX_DEPTH} levels deep`;
    throw reader.refuse(`${limit}. Use fewer parentheses and NOTs`);
  }
  if (reader.takeWord('NOT')) return { not: yield* negation(reader, depth + 1) };
  if (!reader.take('(')) return yield* predicate(reader);
  const condition = yield* disjunction(reader, depth + 1);
  if (!reader.take(')')) throw reader.unexpected('AND, OR or )');
  return condition;
}

function* predicate(reader: Reader): Work<Condition> {
  const { text: field, position } = reader.name();
  if (reader.takeWord('IS')) {
    const isNegated = reader.takeWord('NOT');
    if (!reader.takeWord('NULL')) throw reader.unexpected(isNegated ? 'NULL' : 'NULL or NOT NULL');
    return negatedIf(isNegated, { field, operator: 'IS NULL', position });
  }
  const isNegated = reader.takeWord('NOT');
  if (reader.takeWord('LIKE')) return negatedIf(isNegated, like(reader, { field, position }));
  if (reader.takeWord('IN'))
    return negatedIf(isNegated, { field, operator: 'IN', value: yield* list(reader), position });
  if (reader.takeWord('BETWEEN')) return negatedIf(isNegated, between(reader, { field, position }));
  const operator = isNegated ? undefined : COMPARISONS.get(reader.peek().text);
  if (!operator) throw reader.unexpected(isNegated ? 'LIKE, IN or BETWEEN' : '= != < <= > >= LIKE, IN, BETWEEN or IS');
  reader.next();
  return { field, operator, value: literal(reader), position };
}

interface Subject {
  readonly field: string;
  readonly position: number;
}

function like(reader: Reader, subject: Subject): Condition {
  const value = text(reader, "a pattern in quotes, such as 'Hello%'");
  if (!reader.takeWord('ESCAPE')) return { ...subject, operator: 'LIKE', value };
  const escape = text(reader, 'one character in quotes');
  if (Array.from(escape).length !== 1) throw reader.refuse('ESCAPE requires exactly one character');
  return { ...subject, operator: 'LIKE', value, escape };
}

function* list(reader: Reader): Work<Literal[]> {
  if (!reader.take('(')) throw reader.unexpected('( and a list of values');
  const values = [literal(reader)];
  while (reader.take(',')) {
    yield unitsOf(reader.peek().text);
    values.push(literal(reader));
  }
  if (!reader.take(')')) throw reader.unexpected(', or )');
  return values;
}

function between(reader: Reader, subject: Subject): Condition {
  const low = literal(reader);
  if (!reader.takeWord('AND')) throw reader.unexpected('AND and the upper bound');
  const high = literal(reader);
  return {
    and: [
      { ...subject, operator: '>=', value: low },
      { ...subject, operator: '<=', value: high },
    ],
  };
}

function text(reader: Reader, wanted: string): string {
  if (reader.peek().kind !== 'string') throw reader.unexpected(wanted);
  return unquote(reader.next().text);
}

function literal(reader: Reader): Literal {
  const { kind, text: word } = reader.peek();
  // Digits are kept as written: 00110 is not 110 in a text column.
  if (kind === 'string' || kind === 'number' || kind === 'timestamp') {
    reader.next();
    return kind === 'string' ? unquote(word) : word;
  }
  const time = relativeTime(reader);
  if (time !== undefined) return time;
  if (reader.takeWord('TRUE')) return true;
  if (reader.takeWord('FALSE')) return false;
  if (kind === 'name' && /^null$/i.test(word)) throw reader.unexpected('a value; use IS NULL to test for null');
  throw reader.unexpected('a value: a string in single quotes, a number, true, false or a timestamp');
}

function negatedIf(isNegated: boolean, condition: Condition): Condition {
  return isNegated ? { not: condition } : condition;
}

function unquote(quoted: string): string {
  const quote = quoted.charAt(0);
  return quoted.slice(1, -1).replaceAll(quote + quote, quote);
}
