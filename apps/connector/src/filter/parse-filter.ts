import { type Comparison, type Filter, type FilterValue, termsOf } from './filter.js';
import { createScanner, invalidFilter, type Scanner } from './scanner.js';

const MAX_LENGTH = 20_000;
const MAX_DEPTH = 32;
/** Each is applied to every entry that is read. */
const MAX_TERMS = 100;

/**
 * Parses a filter: comparisons, NOT or `-`, AND, OR (which binds more tightly than AND), parentheses, quotes, functions of
 * values, and comments. Terms without an operator between them are joined by AND. Returns undefined for an empty filter.
 *
 * @throws ConnectorError INVALID_ARGUMENT with the place of the problem
 */
export function parseFilter(text: string): Filter | undefined {
  if (text.length > MAX_LENGTH) {
    throw invalidFilter(MAX_LENGTH + 1, `more than ${MAX_LENGTH} characters; shorten the filter`);
  }
  const scanner = createScanner(text);
  if (scanner.isAtEnd()) return undefined;
  const filter = readAll(scanner, 0);
  if (!scanner.isAtEnd()) throw invalidFilter(scanner.position(), 'unmatched ); remove it');
  const beyond = termsOf(filter)[MAX_TERMS];
  if (beyond) throw invalidFilter(beyond.position, `more than ${MAX_TERMS} comparisons; remove some`);
  return filter;
}

function readAll(scanner: Scanner, depth: number): Filter {
  const parts = [readAlternatives(scanner, depth)];
  while (scanner.take('AND') || !(scanner.isAtEnd() || scanner.sees(')'))) {
    parts.push(readAlternatives(scanner, depth));
  }
  return join('and', parts);
}

function readAlternatives(scanner: Scanner, depth: number): Filter {
  const parts = [readTerm(scanner, depth)];
  while (scanner.take('OR')) parts.push(readTerm(scanner, depth));
  return join('or', parts);
}

function join(kind: 'and' | 'or', parts: readonly Filter[]): Filter {
  const [only, ...more] = parts;
  return only && more.length === 0 ? only : { kind, parts };
}

function readTerm(scanner: Scanner, depth: number): Filter {
  const position = scanner.position();
  if (depth > MAX_DEPTH) throw invalidFilter(position, `more than ${MAX_DEPTH} nested parentheses; remove some`);
  if (scanner.take('NOT') || scanner.take('-')) return { kind: 'not', part: readTerm(scanner, depth + 1) };
  if (!scanner.take('(')) return readComparison(scanner);
  const part = readAll(scanner, depth + 1);
  close(scanner);
  return part;
}

function close(scanner: Scanner): void {
  if (!scanner.take(')')) throw invalidFilter(scanner.position(), 'unclosed parenthesis; add a )');
}

function readComparison(scanner: Scanner): Filter {
  const position = scanner.position();
  const field = readField(scanner);
  if (!field) {
    throw invalidFilter(position, 'missing field; start a comparison with a field, as in severity = "ERROR"');
  }
  const operator = scanner.operator();
  const [name = ''] = field;
  if (!operator) return { kind: 'search', text: field.length === 1 ? name : field.join('.'), position };
  const compare = (value: FilterValue): Comparison => ({ kind: 'comparison', field, operator, value, position });
  if (!scanner.take('(')) return compare(readValue(scanner));
  const values = readValueList(scanner, compare);
  close(scanner);
  return values;
}

/** `(a OR b)`, `(a AND b)` or `(a)` behind an operator. */
function readValueList(scanner: Scanner, compare: (value: FilterValue) => Comparison): Filter {
  const parts = [compare(readValue(scanner))];
  const kind = scanner.sees('AND') ? 'and' : 'or';
  while (scanner.take(kind.toUpperCase())) parts.push(compare(readValue(scanner)));
  return join(kind, parts);
}

function readField(scanner: Scanner): readonly string[] | undefined {
  const names: string[] = [];
  for (;;) {
    const name = scanner.quoted() ?? scanner.name();
    if (name === undefined) {
      if (names.length === 0) return undefined;
      throw invalidFilter(
        scanner.position(),
        'missing name after the dot; add one, in quotes if it has other characters',
      );
    }
    names.push(name);
    if (!scanner.take('.')) break;
  }
  scanner.skipSpace();
  return names;
}

function readValue(scanner: Scanner): FilterValue {
  const position = scanner.position();
  const quoted = scanner.quoted();
  if (quoted !== undefined) return { kind: 'text', text: quoted, isQuoted: true };
  const text = scanner.bare();
  if (text === undefined) {
    throw invalidFilter(position, 'missing value after the operator; quote a value that contains spaces');
  }
  if (!scanner.take('(')) return { kind: 'text', text, isQuoted: false };
  const values = [readArgument(scanner)];
  while (scanner.take(',')) values.push(readArgument(scanner));
  close(scanner);
  return { kind: 'call', name: text, values };
}

function readArgument(scanner: Scanner): string {
  const position = scanner.position();
  const value = scanner.quoted() ?? scanner.bare();
  if (value === undefined) throw invalidFilter(position, 'missing value in a function; add one in quotes');
  return value;
}
