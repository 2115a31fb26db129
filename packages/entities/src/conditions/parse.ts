import type { Literal } from '../data-types/index.js';
import { EntityError } from '../errors.js';
import { type ComparisonOperator, type Condition, type EntityType, keyColumnsOf, keyOf } from '../model/index.js';
import { createReader, type Reader } from './reader.js';
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

// Deeper nesting is no question that anybody asks, and would exhaust the stack.
const MAX_DEPTH = 100;

/**
 * Reads the text of a condition. NOT binds before AND, AND before OR; parentheses group:
 *
 * ```
 * To = '+15551234567' AND (DateSent >= 2024-01-01 OR Status IN ('queued', 'sending')) AND Body NOT LIKE '%STOP%'
 * ```
 *
 * A bare value, quoted or not, means equality with the primary key; with its parents' keys before it (`MM…/ME…`),
 * equality with those as well. Names are not looked up here; the planner does that.
 *
 * @returns undefined for a text that is empty or only space
 * @throws EntityError INVALID_CONDITION with its position
 */
export function parseCondition(text: string, entityType: EntityType): Condition | undefined {
  const tokens = tokenize(text);
  if (tokens.length === 1) return undefined;
  const bare = bareValue(text, tokens);
  if (bare !== undefined) return namedBy(entityType, bare);
  const reader = createReader(tokens);
  const condition = disjunction(reader, 0);
  if (reader.peek().kind !== 'end') throw reader.unexpected('AND, OR or the end');
  return condition;
}

/** `SM3ad…`, `'SM3ad…'` or `2`: one word and nothing else. */
function bareValue(text: string, tokens: readonly Token[]): string | undefined {
  const trimmed = text.trim();
  const [first] = tokens;
  if (tokens.length === 2 && first?.kind === 'string') return unquote(first.text);
  const isOneWord = !/[\s'"()=<>!,]/.test(trimmed);
  return isOneWord ? trimmed : undefined;
}

function namedBy(entityType: EntityType, value: string): Condition {
  const key = keyOf(entityType);
  if (key === undefined) {
    const message = `${entityType.name} has no key that a value alone could stand for. Name a column: ${Object.keys(entityType.fields)[0]} = '…'.`;
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

function disjunction(reader: Reader, depth: number): Condition {
  const or = [conjunction(reader, depth)];
  while (reader.takeWord('OR')) or.push(conjunction(reader, depth));
  return or.length === 1 && or[0] ? or[0] : { or };
}

function conjunction(reader: Reader, depth: number): Condition {
  const and = [negation(reader, depth)];
  while (reader.takeWord('AND')) and.push(negation(reader, depth));
  return and.length === 1 && and[0] ? and[0] : { and };
}

function negation(reader: Reader, depth: number): Condition {
  if (depth > MAX_DEPTH) throw reader.refuse(`A condition cannot be nested more than ${MAX_DEPTH} deep`);
  if (reader.takeWord('NOT')) return { not: negation(reader, depth + 1) };
  if (!reader.take('(')) return predicate(reader);
  const condition = disjunction(reader, depth + 1);
  if (!reader.take(')')) throw reader.unexpected('AND, OR or )');
  return condition;
}

function predicate(reader: Reader): Condition {
  const { text: field, position } = reader.name();
  if (reader.takeWord('IS')) {
    const isNegated = reader.takeWord('NOT');
    if (!reader.takeWord('NULL')) throw reader.unexpected(isNegated ? 'NULL' : 'NULL or NOT NULL');
    return negatedIf(isNegated, { field, operator: 'IS NULL', position });
  }
  const isNegated = reader.takeWord('NOT');
  if (reader.takeWord('LIKE')) return negatedIf(isNegated, like(reader, { field, position }));
  if (reader.takeWord('IN')) return negatedIf(isNegated, { field, operator: 'IN', value: list(reader), position });
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
  if (Array.from(escape).length !== 1) throw reader.refuse('ESCAPE takes exactly one character');
  return { ...subject, operator: 'LIKE', value, escape };
}

function list(reader: Reader): Literal[] {
  if (!reader.take('(')) throw reader.unexpected('( and a list of values');
  const values = [literal(reader)];
  while (reader.take(',')) values.push(literal(reader));
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
  // Digits stay as they were written: 00110 is not 110 in a column of text.
  if (kind === 'string' || kind === 'number' || kind === 'timestamp') {
    reader.next();
    return kind === 'string' ? unquote(word) : word;
  }
  if (reader.takeWord('TRUE')) return true;
  if (reader.takeWord('FALSE')) return false;
  if (kind === 'name' && /^null$/i.test(word)) throw reader.unexpected('a value; write IS NULL to ask for null');
  throw reader.unexpected('a value: a text in single quotes, a number, true, false or a timestamp');
}

function negatedIf(isNegated: boolean, condition: Condition): Condition {
  return isNegated ? { not: condition } : condition;
}

function unquote(quoted: string): string {
  const quote = quoted.charAt(0);
  return quoted.slice(1, -1).replaceAll(quote + quote, quote);
}
