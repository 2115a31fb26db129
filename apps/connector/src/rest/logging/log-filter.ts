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
/** The values of fields that Google defines, in entries without them. Others are missing then. */
const DEFAULTS: Readonly<Record<string, unknown>> = {
  'operation.id': '',
  'operation.producer': '',
  'operation.first': false,
  'operation.last': false,
};
const CALL_ID = /^[0-9a-f]{32}$/i;

/**
 * Reads a filter in a subset of Google's Logging query language
 * (https://cloud.google.com/logging/docs/view/logging-query-language): the fields of an entry with = != < <= > >= and `:`, texts
 * without a field, AND, OR, NOT and parentheses. An entry without the field matches `NOT a = b`, but not `a != b`.
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
    matches: matchesRest(filter),
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
  const found = valueOf(entry, field) ?? (isAnyValue(term) ? undefined : DEFAULTS[field.join('.')]);
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

/** The parts of a filter that every matching entry fulfils. */
function partsOf(filter: Filter): readonly Filter[] {
  return filter.kind === 'and' ? filter.parts.flatMap(partsOf) : [filter];
}

/** The bounds that some of these parts set. They are exact, so that these parts need not be applied again. */
function boundsOf(filter: Filter): Bounds {
  return partsOf(filter).reduce<Bounds>((bounds, part) => ({ ...bounds, ...boundOf(part, bounds) }), {});
}

/** Applies the parts that are not bounds, and do not only select logs; undefined if there are none. */
function matchesRest(filter: Filter): LogFilter['matches'] {
  let bounds: Bounds = {};
  const rest = partsOf(filter).filter((part) => {
    const bound = boundOf(part, bounds);
    bounds = { ...bounds, ...bound };
    return !bound && !termsOf(part).every(isOfSource);
  });
  if (rest.length === 0) return undefined;
  return (entry) => rest.every((part) => matchesFilter(part, (term) => matches(entry, term)));
}

/** The bound that a part sets within other bounds; undefined if it sets none. */
function boundOf(part: Filter, bounds: Bounds): Bounds | undefined {
  if (part.kind !== 'comparison' || isAnyValue(part)) return undefined;
  const { operator, value } = part;
  const name = part.field.join('.');
  if (name === 'severity' && (operator === '>' || operator === '>=')) {
    const least = severityNumber(part) + (operator === '>' ? 1 : 0);
    return { leastSeverity: Math.max(bounds.leastSeverity ?? 0, least) };
  }
  if (name === 'timestamp') return timeBoundOf(operator, timeMs(part), bounds);
  const text = value.kind === 'text' ? value.text : '';
  // A second id is applied to the entries of the first one.
  if (!CALL_IDS.includes(name) || operator !== '=' || !CALL_ID.test(text) || bounds.callId !== undefined)
    return undefined;
  return { callId: text.toLowerCase() };
}

/** Entries have whole milliseconds. */
function timeBoundOf(operator: Comparison['operator'], ms: number, bounds: Bounds): Bounds | undefined {
  const { fromMs = 0, toMs = Number.POSITIVE_INFINITY } = bounds;
  if (operator === '>') return { fromMs: Math.max(fromMs, Math.floor(ms) + 1) };
  if (operator === '>=') return { fromMs: Math.max(fromMs, Math.ceil(ms)) };
  if (operator === '<') return { toMs: Math.min(toMs, Math.ceil(ms)) };
  return operator === '<=' ? { toMs: Math.min(toMs, Math.floor(ms) + 1) } : undefined;
}
