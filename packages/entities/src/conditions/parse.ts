import type { Literal } from '../data-types/index.js';
import { EntityError } from '../errors.js';
import { type Condition, type EntityType, keyOf, type Operator } from '../model/index.js';
import { type Token, tokenize } from './tokenize.js';

const OPERATORS: readonly string[] = ['=', '<', '<=', '>', '>='] satisfies Operator[];
const LATER = ['OR', 'NOT', 'LIKE', 'IN', 'BETWEEN', 'IS'];
const GRAMMAR = `Write comparisons such as To = '+15551234567' joined by AND, or the key alone.`;

/**
 * Reads the text of a condition: `Column operator value`, joined by AND, or a bare value, which means equality with
 * the primary key. Names are not looked up here; the planner does that.
 *
 * @returns undefined for a text that is empty or only space
 * @throws EntityError INVALID_CONDITION with its position
 */
export function parseCondition(text: string, entityType: EntityType): Condition | undefined {
  const tokens = tokenize(text);
  if (tokens.length === 1) return undefined;
  const bare = bareValue(text, tokens);
  if (bare !== undefined) return { field: keyOf(entityType), operator: '=', value: bare, position: 0 };
  const reader = createReader(tokens);
  const and: Condition[] = [comparison(reader)];
  while (reader.peek().kind !== 'end') {
    const joint = reader.next();
    if (joint.text.toUpperCase() !== 'AND') throw unexpected(joint, 'AND');
    and.push(comparison(reader));
  }
  return and.length === 1 ? and[0] : { and };
}

/** `SM3ad…`, `'SM3ad…'` or `2`: one word and nothing else. */
function bareValue(text: string, tokens: readonly Token[]): string | undefined {
  const hasOperator = tokens.some((token) => token.kind === 'operator');
  const isOneWord = tokens.length === 2 || (!hasOperator && !/\s/.test(text.trim()));
  if (!isOneWord || hasOperator) return undefined;
  const [first] = tokens;
  return first?.kind === 'string' && tokens.length === 2 ? unquote(first.text) : text.trim();
}

interface Reader {
  peek(): Token;
  next(): Token;
}

function createReader(tokens: readonly Token[]): Reader {
  let index = 0;
  const at = (place: number): Token => tokens[Math.min(place, tokens.length - 1)] as Token;
  return { peek: () => at(index), next: () => at(index++) };
}

function comparison(reader: Reader): Condition {
  const name = reader.next();
  if (name.kind !== 'name') throw unexpected(name, 'a column name');
  if (LATER.includes(name.text.toUpperCase())) throw unsupported(name);
  const operator = reader.next();
  if (!OPERATORS.includes(operator.text)) throw unexpected(operator, `one of ${OPERATORS.join(' ')}`);
  const value = literal(reader.next());
  return { field: name.text, operator: operator.text as Operator, value, position: name.position };
}

function literal(token: Token): Literal {
  switch (token.kind) {
    case 'string':
      return unquote(token.text);
    // Digits stay as they were written: 00110 is not 110 in a column of text.
    case 'number':
    case 'timestamp':
      return token.text;
    case 'name':
      if (/^(?:true|false)$/i.test(token.text)) return token.text.toLowerCase() === 'true';
      throw unexpected(token, `a value; put a text in single quotes: '${token.text}'`);
    default:
      throw unexpected(token, 'a value in single quotes, a number, true, false or a timestamp');
  }
}

function unquote(quoted: string): string {
  const quote = quoted.charAt(0);
  return quoted.slice(1, -1).replaceAll(quote + quote, quote);
}

function unexpected(token: Token, wanted: string): EntityError {
  if (LATER.includes(token.text.toUpperCase()) || token.text === '!=' || token.text === '<>' || token.text === '(') {
    return unsupported(token);
  }
  const found = token.kind === 'end' ? 'The condition ends' : `The condition has ${JSON.stringify(token.text)}`;
  const message = `${found} at position ${token.position} where ${wanted} is due. ${GRAMMAR}`;
  return new EntityError('INVALID_CONDITION', message, { position: token.position });
}

function unsupported(token: Token): EntityError {
  const message = `${token.text.toUpperCase()} at position ${token.position} is not supported by this build. ${GRAMMAR}`;
  return new EntityError('INVALID_CONDITION', message, { position: token.position });
}
