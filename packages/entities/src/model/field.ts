import type { DataTypeName, Domain } from '../data-types/domain.js';

/** A comparison that Twilio's lists support; each field declares its own (`filter`). */
export type Operator = '=' | '<' | '<=' | '>' | '>=';

/** The properties of a field. A field without any is a read-only column. */
export interface Capabilities {
  /** The primary key. An entity type has one, or none if Twilio cannot return a single entity. */
  readonly key?: true;
  readonly description?: string;
  /** Twilio's name, if different from the column's: `Sender` is `From`. Accepted as an input alias. */
  readonly wire?: string;
  /** The property of Twilio's answer, if it cannot be derived from the name. A dot separates levels. */
  readonly source?: string;
  /** `false` for a parameter that is never part of an answer (a pseudo-column). */
  readonly readable?: false;
  /**
   * The only answer that contains the column, if Twilio's list omits it: `GET`, or `CREATE` alone. It is null in the rows
   * of a list, so conditions and sorting can use it only if the condition names the keys.
   */
  readonly onlyIn?: 'GET' | 'CREATE';
  /**
   * The comparisons by which Twilio's list can filter this field. As a list: the parameter is Twilio's name followed by
   * the operator (`DateSent>`). As an object: the parameter of each comparison (`{ '>=': 'DateCreatedAfter' }`); other
   * comparisons are derived from these where possible.
   */
  readonly filter?: readonly Operator[] | Readonly<Partial<Record<Operator, string>>>;
  /** Twilio's list compares this timestamp by day only, so no time of day is sent. */
  readonly byDay?: true;
  readonly create?: 'required' | 'optional';
  /** `true`, `'required'` (in every update), or the only values that an update can set. */
  readonly update?: true | 'required' | readonly string[];
  /** The entity type whose key this column holds. */
  readonly references?: string;
  /** Twilio answers the time of the request, so another value does not mean that the entity has changed. */
  readonly perRequest?: true;
  /** The column is a list of values of the data type; Twilio accepts the parameter repeatedly. */
  readonly repeats?: true;
}

/** One column of an entity type, as data. `Value` is the type of its non-null values. */
export type Field<Value = unknown, C extends Capabilities & Domain = Capabilities> = {
  readonly dataType: DataTypeName;
  /** Never set. It carries the value type from the declaration to the rows. */
  readonly '~value'?: Value;
} & Domain &
  C;

// NoInfer stops TypeScript from inferring capabilities from the usage of a field, so that they stay literal.
function field<V, C>(dataType: DataTypeName, domain: Domain, capabilities?: C): Field<V, NoInfer<C & Capabilities>> {
  return Object.freeze(Object.assign({ dataType }, domain, capabilities));
}

/** A string. */
export function text<const C extends Capabilities = {}>(capabilities?: C): Field<string, NoInfer<C>> {
  return field('text', {}, capabilities);
}

/** A string identifier: a two-letter prefix and 32 hexadecimal digits. */
export function sid<const C extends Capabilities = {}>(
  prefixes: string | readonly string[],
  capabilities?: C,
): Field<string, NoInfer<C>> {
  return field('text', { sid: [prefixes].flat() }, capabilities);
}

/** A string from a known set. */
export function oneOf<const V extends readonly string[], const C extends Capabilities = {}>(
  values: V,
  capabilities?: C,
): Field<V[number], NoInfer<C>> & { readonly values: V } {
  return Object.assign({}, field<V[number], C>('text', {}, capabilities), { values });
}

/** A whole number. Twilio sends many of them as strings. */
export function integer<const C extends Capabilities & Pick<Domain, 'minimum' | 'maximum'> = {}>(
  capabilities?: C,
): Field<number, NoInfer<C>> {
  return field('integer', {}, capabilities);
}

/** A binary floating-point number. */
export function double<const C extends Capabilities = {}>(capabilities?: C): Field<number, NoInfer<C>> {
  return field('double', {}, capabilities);
}

/** An exact decimal number, such as money: a string like `"-0.00750"`. */
export function decimal<const C extends Capabilities = {}>(capabilities?: C): Field<string, NoInfer<C>> {
  return field('decimal', {}, capabilities);
}

/** True or false. */
export function boolean<const C extends Capabilities = {}>(capabilities?: C): Field<boolean, NoInfer<C>> {
  return field('boolean', {}, capabilities);
}

/** An instant, such as `2023-08-24T05:01:45Z`. */
export function timestamp<const C extends Capabilities = {}>(capabilities?: C): Field<string, NoInfer<C>> {
  return field('timestamp', {}, capabilities);
}

/** A calendar day, such as `2023-08-24`. */
export function date<const C extends Capabilities = {}>(capabilities?: C): Field<string, NoInfer<C>> {
  return field('date', {}, capabilities);
}

/** An object or list with arbitrary content. */
export function json<const C extends Capabilities & Pick<Domain, 'list'> = {}>(
  capabilities?: C,
): Field<unknown, NoInfer<C>> {
  return field('json', {}, capabilities);
}
