import { type Comparison, type Filter, matchesFilter, type SearchTerm, termsOf } from '../../filter/filter.js';
import { parseFilter } from '../../filter/parse-filter.js';
import { invalidFilter } from '../../filter/scanner.js';
import type { LogQuery } from '../../logs/log-list.js';
import { compareNumbers, compareValue, hasText, severityNumber, timeMs, valueOf } from './compare.js';
import { type GoogleEntry, toGoogleSource } from './google-entry.js';

/** A filter of log entries. */
export interface LogFilter extends Pick<LogQuery, 'fromMs' | 'toMs' | 'leastSeverity' | 'callId'> {
  /** Whether the log of a connection can have matching entries. */
  readonly mayMatch: (connection: string) => boolean;
  /** Undefined if every entry matches. */
  readonly matches: ((entry: GoogleEntry) => boolean) | undefined;
}

type Term = Comparison | SearchTerm;

const FIELDS = ['logName', 'resource', 'timestamp', 'receiveTimestamp', 'severity', 'insertId', 'labels', 'operation'];
const TIMES: readonly string[] = ['timestamp', 'receiveTimestamp'];
/** The fields that have the id of a call. */
const CALL_IDS: readonly string[] = ['operation.id', 'labels.call_id', 'jsonPayload.callId'];
const CALL_ID = /^[0-9a-f]{32}$/i;

/**
 * Reads a filter in a subset of Google's Logging query language
 * (https://cloud.google.com/logging/docs/view/logging-query-language): the fields of an entry with = != < <= > >= and `:`, texts
 * without a field, AND, OR, NOT and parentheses. `!=` also matches entries without the field.
 *
 * @throws ConnectorError INVALID_ARGUMENT
 */
export function readLogFilter(text: string): LogFilter {
  const filter = parseFilter(text);
  if (!filter) return { mayMatch: () => true, matches: undefined };
  for (const term of termsOf(filter)) check(term);
  return {
    ...boundsOf(filter),
    mayMatch(connection) {
      const source = toGoogleSource(connection);
      const known = (term: Term) => (isOfSource(term) ? matches(source, term) : undefined);
      return matchesFilter(filter, known) !== false;
    },
    matches: (entry) => matchesFilter(filter, (term) => matches(entry, term)),
  };
}

/** Finds mistakes before an entry is read. */
function check(term: Term): void {
  if (term.kind === 'search') return;
  const { field, operator, value, position } = term;
  const [first = ''] = field;
  if (!FIELDS.includes(first) && first !== 'jsonPayload') {
    throw invalidFilter(position, `unknown field ${first.slice(0, 64)}; use ${FIELDS.join(', ')} or jsonPayload`);
  }
  if (operator === '=~' || operator === '!~') {
    throw invalidFilter(position, 'regular expressions are not supported; use : to find a part of a text');
  }
  if (value.kind === 'call') throw invalidFilter(position, `the function ${value.name.slice(0, 64)} is not supported`);
  if (isAnyValue(term)) return;
  if (first === 'severity') severityNumber(term);
  if (TIMES.includes(first)) timeMs(term);
}

function isOfSource(term: Term): boolean {
  return term.kind === 'comparison' && (term.field[0] === 'resource' || term.field[0] === 'logName');
}

function isAnyValue({ operator, value }: Comparison): boolean {
  return operator === ':' && value.kind === 'text' && value.text === '*' && !value.isQuoted;
}

function matches(entry: Partial<GoogleEntry>, term: Term): boolean {
  if (term.kind === 'search') return hasText(entry, term.text);
  const { field, operator, value } = term;
  const found = valueOf(entry, field);
  const [first = ''] = field;
  if (!isAnyValue(term) && first === 'severity') {
    return compareNumbers(severityNumber({ ...term, value: textValue(found) }), operator, severityNumber(term));
  }
  if (!isAnyValue(term) && TIMES.includes(first))
    return compareNumbers(Date.parse(String(found)), operator, timeMs(term));
  return compareValue(found, operator, value.kind === 'text' ? value.text : '');
}

const textValue = (value: unknown) => ({ kind: 'text', text: String(value), isQuoted: true }) as const;

type Bounds = Pick<LogFilter, 'fromMs' | 'toMs' | 'leastSeverity' | 'callId'>;

/** What the comparisons that every matching entry fulfils say about the place of the entries. */
function boundsOf(filter: Filter): Bounds {
  const parts =
    filter.kind === 'and' ? filter.parts.flatMap((part) => (part.kind === 'and' ? part.parts : [part])) : [filter];
  return parts.filter((part) => part.kind === 'comparison').reduce<Bounds>(narrow, {});
}

function narrow(bounds: Bounds, term: Comparison): Bounds {
  if (isAnyValue(term)) return bounds;
  const { operator, value } = term;
  const name = term.field.join('.');
  if (name === 'severity' && ['=', ':', '>', '>='].includes(operator)) {
    return { ...bounds, leastSeverity: Math.max(bounds.leastSeverity ?? 0, severityNumber(term)) };
  }
  if (name === 'timestamp') return narrowTime(bounds, operator, timeMs(term));
  const text = value.kind === 'text' ? value.text : '';
  if (CALL_IDS.includes(name) && operator === '=' && CALL_ID.test(text))
    return { ...bounds, callId: text.toLowerCase() };
  return bounds;
}

function narrowTime(bounds: Bounds, operator: Comparison['operator'], ms: number): Bounds {
  const { fromMs = 0, toMs = Number.POSITIVE_INFINITY } = bounds;
  const isFrom = ['=', ':', '>', '>='].includes(operator);
  const isTo = ['=', ':', '<', '<='].includes(operator);
  return {
    ...bounds,
    ...(isFrom && { fromMs: Math.max(fromMs, Math.floor(ms)) }),
    ...(isTo && { toMs: Math.min(toMs, Math.floor(ms) + 1) }),
  };
}
