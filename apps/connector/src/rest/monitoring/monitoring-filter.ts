import { invalidParameter } from '../../errors.js';
import { type Comparison, matchesFilter, type SearchTerm, termsOf } from '../../filter/filter.js';
import { parseFilter } from '../../filter/parse-filter.js';
import { invalidFilter } from '../../filter/scanner.js';
import { type Metric, METRICS } from './metrics.js';
import { findField, type Series } from './series.js';

/** A series, as far as it is known. */
type KnownSeries = Pick<Series, 'metricType'> & Partial<Pick<Series, 'resourceLabels' | 'metricLabels'>>;

/** A filter of time series. */
export interface SeriesFilter {
  /** Whether a series matches. Undefined if that depends on labels that are not known. */
  matches(series: KnownSeries): boolean | undefined;
}

type Matches = (value: string) => boolean;

const FIELDS =
  'metric.type, metric.labels.<label>, resource.type, resource.labels.<label> or project, such as metric.type = "twilio-connector/calls"';

/**
 * Parses a filter of Cloud Monitoring (https://cloud.google.com/monitoring/api/v3/filters): comparisons with =, != and :, and the
 * functions starts_with, ends_with, has_substring and one_of.
 *
 * @throws ConnectorError INVALID_ARGUMENT for anything else
 */
export function parseSeriesFilter(text: string): SeriesFilter {
  const filter = parseFilter(text);
  if (!filter) return { matches: () => true };
  const terms = new Map(termsOf(filter).map((term) => [term, compile(term)]));
  return { matches: (series) => matchesFilter<boolean | undefined>(filter, (term) => terms.get(term)?.(series)) };
}

/**
 * The one metric that a filter selects. Cloud Monitoring requires it for time series.
 *
 * @throws ConnectorError INVALID_ARGUMENT if the filter selects none or several
 */
export function metricOf(filter: SeriesFilter): Metric {
  const [metric, another] = METRICS.filter(({ type }) => filter.matches({ metricType: type }) !== false);
  if (metric && !another) return metric;
  const problem = metric ? 'must select a single metric' : 'selects no metric; list them with metricDescriptors.list';
  throw invalidParameter('filter', `${problem}, as in metric.type = "twilio-connector/calls"`);
}

function compile(term: Comparison | SearchTerm): SeriesFilter['matches'] {
  if (!isComparison(term)) throw invalidFilter(term.position, `compare a field with a value; fields are ${FIELDS}`);
  const read = findField(term.field);
  if (!read) {
    throw invalidFilter(term.position, `unknown field ${term.field.join('.').slice(0, 64)}; fields are ${FIELDS}`);
  }
  const matches = toMatches(term);
  return (series) => {
    const value = read(series);
    return value === undefined ? undefined : matches(value);
  };
}

function isComparison(term: Comparison | SearchTerm): term is Comparison {
  return term.kind === 'comparison';
}

function toMatches({ operator, value, position }: Comparison): Matches {
  const equals = value.kind === 'text' ? (text: string) => text === value.text : toFunction(value, position);
  if (operator === '=') return equals;
  if (operator === '!=') return (text) => !equals(text);
  if (operator === ':' && value.kind === 'text') {
    const part = value.text;
    return part === '*' ? (text) => text !== '' : (text) => text.includes(part);
  }
  throw invalidFilter(position, `the operator ${operator} does not apply to labels; use =, != or :`);
}

const FUNCTIONS: Readonly<Record<string, (values: readonly string[]) => Matches>> = {
  starts_with:
    ([start = '']) =>
    (text) =>
      text.startsWith(start),
  ends_with:
    ([end = '']) =>
    (text) =>
      text.endsWith(end),
  has_substring:
    ([part = '']) =>
    (text) =>
      text.includes(part),
  one_of: (values) => (text) => values.includes(text),
};

function toFunction(
  { name, values }: { readonly name: string; readonly values: readonly string[] },
  position: number,
): Matches {
  const create = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
  if (create) return create(values);
  const known = Object.keys(FUNCTIONS).join(', ');
  throw invalidFilter(position, `unknown function ${name.slice(0, 64)}; use one of ${known}`);
}
