import { closestMatch } from 'leven';
import { badRequest, ConnectorError, invalidParameter } from '../errors.js';

/** A query parameter of a method. */
export interface Parameter<T> {
  /** Whether the parameter accepts several values. Otherwise a second value is refused, because one would be lost. */
  readonly isRepeated?: boolean;
  /** @param values in the order of the query; empty if the parameter is absent or empty */
  readonly read: (values: readonly string[], name: string) => T;
}

/** The query parameters of a method, by name. */
export type Parameters = Readonly<Record<string, Parameter<unknown>>>;

/** The parsed values of a method's parameters. */
export type ValuesOf<P extends Parameters> = {
  readonly [N in keyof P]: P[N] extends Parameter<infer T> ? T : never;
};

/** Any text. */
export function text(): Parameter<string | undefined> {
  return { read: ([value]) => value };
}

/** A text that must not be missing or blank; `problem` continues the sentence "The parameter {name} …". */
export function requiredText(problem = 'is required'): Parameter<string> {
  return {
    read([value], name) {
      if (value !== undefined && value.trim() !== '') return value;
      throw invalidParameter(name, problem);
    },
  };
}

/** Any number of texts. */
export function texts(): Parameter<readonly string[]> {
  return { isRepeated: true, read: (values) => values };
}

/** A whole number. Google's numbers have 64 bits; larger ones than JavaScript's largest safe integer are reduced to it. */
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

/** One of several words. */
export function oneOf<const W extends string>(words: readonly W[]): Parameter<W | undefined> {
  return {
    read([value], name) {
      const word = words.find((one) => one === value);
      if (word !== undefined || value === undefined) return word;
      throw invalidParameter(name, words.length === 1 ? `must be ${words[0]}` : `must be one of ${words.join(', ')}`);
    },
  };
}

/** `true` or `false`; false if absent. */
export function flag(): Parameter<boolean> {
  return { read: (values, name) => oneOf(['true', 'false']).read(values, name) === 'true' };
}

/** A parameter of Google that is accepted without effect. */
export function ignored(): Parameter<undefined> {
  return { read: () => undefined };
}

/** A parameter of Google that would change the answer and is not supported; `remedy` ends the error message. */
export function unsupported(remedy: string): Parameter<undefined> {
  return {
    read([value], name) {
      if (value === undefined) return undefined;
      throw new ConnectorError('UNIMPLEMENTED', `The parameter ${name} is not supported by this method; ${remedy}.`);
    },
  };
}

/**
 * The parameters of every Google API, with or without a `$` (https://cloud.google.com/apis/docs/system-parameters).
 * `readBearerToken` has already refused `access_token` and `oauth_token`.
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

/** The parameters of a method that declares none. */
export const NO_PARAMETERS: Parameters = {};

/** A query, parsed according to the declaration of its method. */
export interface ReadQuery<P extends Parameters> {
  readonly values: ValuesOf<P>;
  /** The method's own parameters as sent, sorted by name: identifies the request for an idempotency key. */
  readonly significant: readonly (readonly [name: string, values: readonly string[]])[];
}

/**
 * Parses a query. A parameter can also be spelled in snake_case, as in Google's transcoding.
 *
 * @throws ConnectorError INVALID_ARGUMENT for an unknown parameter, with the nearest known name, or for an invalid value
 */
export function readQuery<P extends Parameters>(query: URLSearchParams, declared: P): ReadQuery<P> {
  const { own, canonical } = indexOf(declared);
  const sent = new Map<string, string[]>();
  for (const [spelled, value] of query) {
    const name = canonical.get(toCamelCase(spelled));
    if (name === undefined) throw unknownParameter(spelled, Object.keys(declared));
    sent.set(name, [...(sent.get(name) ?? []), value]);
  }
  for (const [name, texts] of sent) {
    const standard = Object.hasOwn(declared, name) ? undefined : STANDARD[name];
    if (standard) readValue(name, standard, texts);
  }
  const values: Record<string, unknown> = {};
  for (const [name, parameter] of own) values[name] = readValue(name, parameter, sent.get(name) ?? []);
  const significant = own.flatMap(([name]) => (sent.has(name) ? [[name, sent.get(name) ?? []] as const] : []));
  return { values: values as ValuesOf<P>, significant };
}

function readValue(name: string, { isRepeated = false, read }: Parameter<unknown>, texts: readonly string[]): unknown {
  if (texts.length > 1 && !isRepeated) throw invalidParameter(name, 'must be set only once');
  const given = texts.filter((text) => text !== '');
  return read(given, name);
}

/** Names with more edits between them are not suggested. */
const MAX_DISTANCE = 4;

function unknownParameter(name: string, known: readonly string[]): ConnectorError {
  const byLowerCase = new Map(known.map((one) => [one.toLowerCase(), one]));
  const spelled = toCamelCase(name).slice(0, 64).toLowerCase();
  const nearest = byLowerCase.get(closestMatch(spelled, [...byLowerCase.keys()], { maxDistance: MAX_DISTANCE }) ?? '');
  const remedy = nearest
    ? `Did you mean ${nearest}?`
    : known.length > 0
      ? `This method accepts ${known.join(', ')}.`
      : 'This method accepts no parameters.';
  const field = name.slice(0, 64);
  return new ConnectorError('INVALID_ARGUMENT', `The parameter ${JSON.stringify(field)} is unknown. ${remedy}`, {
    reason: 'UNKNOWN_PARAMETER',
    details: [badRequest([{ field, description: `is unknown. ${remedy}` }])],
  });
}

/** What a method accepts is the same for every request, so it is indexed once for each declaration. */
const indexes = new WeakMap<Parameters, ReturnType<typeof createIndex>>();

function indexOf(declared: Parameters) {
  const index = indexes.get(declared) ?? createIndex(declared);
  indexes.set(declared, index);
  return index;
}

function createIndex(declared: Parameters) {
  const names = Object.keys({ ...STANDARD, ...declared });
  const own = Object.entries(declared).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return { own, canonical: new Map(names.map((name) => [toCamelCase(name), name])) };
}

function toCamelCase(name: string): string {
  return name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
