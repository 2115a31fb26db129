import { closestMatch } from 'leven';
import { badRequest, ConnectorError, invalidParameter } from '../errors.js';

/** A query parameter of a method: how its text is read. */
export interface Parameter<T> {
  /** Whether it may be given several times. Otherwise a second value is refused, since one of the two would be lost. */
  readonly isRepeated?: boolean;
  /** @param values as given, in order; none when the parameter is absent or empty */
  readonly read: (values: readonly string[], name: string) => T;
}

/** The query parameters of a method, by Google's names. */
export type Parameters = Readonly<Record<string, Parameter<unknown>>>;

/** The values that the query of a request has for its method's parameters. */
export type ValuesOf<P extends Parameters> = {
  readonly [N in keyof P]: P[N] extends Parameter<infer T> ? T : never;
};

/** Any text. */
export function text(): Parameter<string | undefined> {
  return { read: ([value]) => value };
}

/** A text that must be given; `what` says what is missing. */
export function requiredText(what = 'is required'): Parameter<string> {
  return {
    read([value], name) {
      if (value !== undefined && value.trim() !== '') return value;
      throw invalidParameter(name, what);
    },
  };
}

/** Texts, one for each time that the parameter is given. */
export function texts(): Parameter<readonly string[]> {
  return { isRepeated: true, read: (values) => values };
}

/** A whole number, at most the largest that JavaScript holds exactly: Google's 64-bit numbers are limits here. */
export function integer(): Parameter<number | undefined> {
  return {
    read([value], name) {
      if (value === undefined) return undefined;
      if (/^[+-]?\d+$/.test(value)) return Math.max(-1, Math.min(Number(value), Number.MAX_SAFE_INTEGER));
      throw invalidParameter(name, 'must be a whole number');
    },
  };
}

/** A whole number of 1 or more. */
export function positive(): Parameter<number | undefined> {
  return {
    read(values, name) {
      const value = integer().read(values, name);
      if (value === undefined || value >= 1) return value;
      throw invalidParameter(name, 'must be 1 or more');
    },
  };
}

/** One word of a set. */
export function oneOf<const W extends string>(words: readonly W[]): Parameter<W | undefined> {
  return {
    read([value], name) {
      const word = words.find((one) => one === value);
      if (word !== undefined || value === undefined) return word;
      throw invalidParameter(name, words.length === 1 ? `must be ${words[0]}` : `must be one of ${words.join(', ')}`);
    },
  };
}

/** `true` or `false`; false when absent. */
export function flag(): Parameter<boolean> {
  return { read: (values, name) => oneOf(['true', 'false']).read(values, name) === 'true' };
}

/** A parameter of Google's that is accepted and has no effect here. */
export function ignored(): Parameter<undefined> {
  return { read: () => undefined };
}

/** A parameter of Google's that would change the answer and is not built; `remedy` continues the sentence. */
export function unsupported(remedy: string): Parameter<undefined> {
  return {
    read([value], name) {
      if (value === undefined) return undefined;
      throw new ConnectorError('UNIMPLEMENTED', `The parameter ${name} is not supported by this method; ${remedy}.`);
    },
  };
}

/**
 * The parameters of every Google API, with or without a `$` (https://cloud.google.com/apis/docs/system-parameters). The token's
 * two are refused when the caller is identified.
 */
const STANDARD: Parameters = {
  alt: oneOf(['json']),
  ...Object.fromEntries(
    [
      'access_token',
      'oauth_token',
      'callback',
      'fields',
      'key',
      'prettyPrint',
      'quotaUser',
      'uploadType',
      'upload_protocol',
    ].map((name) => [name, ignored()]),
  ),
  '$.xgafv': ignored(),
  $alt: ignored(),
  $prettyPrint: ignored(),
  $fields: ignored(),
  $key: ignored(),
  $quotaUser: ignored(),
  $userProject: ignored(),
  userProject: ignored(),
};

/** A query, read by the declaration of its method. */
export interface ReadQuery<P extends Parameters> {
  readonly values: ValuesOf<P>;
  /** What was given of the method's own parameters, in the order of their names: two queries with the same are one request. */
  readonly significant: readonly (readonly [name: string, values: readonly string[]])[];
}

/**
 * Reads a query. The snake_case spelling of a name is the same parameter, as in Google's transcoding.
 *
 * @throws ConnectorError INVALID_ARGUMENT for an unknown parameter, naming the nearest known one, and for a malformed value
 */
export function readQuery<P extends Parameters>(query: URLSearchParams, declared: P): ReadQuery<P> {
  const all: Parameters = { ...STANDARD, ...declared };
  const canonical = new Map(Object.keys(all).map((name) => [toCamelCase(name), name]));
  const given = new Map<string, string[]>();
  for (const [spelled, value] of query) {
    const name = canonical.get(toCamelCase(spelled));
    if (name === undefined) throw unknownParameter(spelled, Object.keys(declared));
    given.set(name, [...(given.get(name) ?? []), value]);
  }
  const values: Record<string, unknown> = {};
  for (const [name, { isRepeated = false, read }] of Object.entries(all)) {
    const texts = given.get(name) ?? [];
    if (texts.length > 1 && !isRepeated) throw invalidParameter(name, 'is given more than once');
    const value = read(
      texts.filter((one) => one !== ''),
      name,
    );
    if (Object.hasOwn(declared, name)) values[name] = value;
  }
  const significant = Object.keys(declared)
    .toSorted()
    .flatMap((name) => (given.has(name) ? [[name, given.get(name) ?? []] as const] : []));
  return { values: values as ValuesOf<P>, significant };
}

/** More than this many edits apart, two names have nothing to do with each other. */
const MAX_DISTANCE = 4;

function unknownParameter(name: string, known: readonly string[]): ConnectorError {
  const byLowerCase = new Map(known.map((one) => [one.toLowerCase(), one]));
  const spelled = toCamelCase(name).slice(0, 64).toLowerCase();
  const nearest = byLowerCase.get(closestMatch(spelled, [...byLowerCase.keys()], { maxDistance: MAX_DISTANCE }) ?? '');
  const remedy = nearest
    ? `Did you mean ${nearest}?`
    : known.length > 0
      ? `This method takes ${known.join(', ')}.`
      : 'This method takes no parameters.';
  const field = name.slice(0, 64);
  return new ConnectorError('INVALID_ARGUMENT', `The parameter ${JSON.stringify(field)} is unknown. ${remedy}`, {
    reason: 'UNKNOWN_PARAMETER',
    details: [badRequest([{ field, description: `is unknown. ${remedy}` }])],
  });
}

function toCamelCase(name: string): string {
  return name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
