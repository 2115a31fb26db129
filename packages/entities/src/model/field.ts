import type { DataTypeName, Domain } from '../data-types/domain.js';

/** A comparison that Twilio's lists can make; each field says which of them (`filter`). */
export type Operator = '=' | '<' | '<=' | '>' | '>=';

/** What a field can do. A field with none of these is a read-only column. */
export interface Capabilities {
  /** The primary key. One field of an entity type has it, or none where Twilio cannot be asked for one entity. */
  readonly key?: true;
  readonly description?: string;
  /** Twilio's own name, where it is not the column's: `Sender` is `From`. Accepted as an alias on input. */
  readonly wire?: string;
  /** The property of Twilio's answer, where it does not follow from the name; a dot goes one level down. */
  readonly source?: string;
  /** `false` for a parameter that never comes back in an answer (a pseudo-column). */
  readonly readable?: false;
  /**
   * The one answer that holds the column, where Twilio's list leaves it out: `GET` of one entity, or `CREATE` alone. In the
   * rows of a list it is null, so that it can be compared and sorted by only where the condition names the keys.
   */
  readonly onlyIn?: 'GET' | 'CREATE';
  /**
   * The comparisons that Twilio's list can filter by on this field. As a list: the parameter is Twilio's name with the
   * sign of the comparison at its end (`DateSent>`). As an object: each comparison's own parameter
   * (`{ '>=': 'DateCreatedAfter' }`), from which the others follow as far as they can.
   */
  readonly filter?: readonly Operator[] | Readonly<Partial<Record<Operator, string>>>;
  /** Twilio's list compares this time by the day only: no time of day is sent to it. */
  readonly byDay?: true;
  readonly create?: 'required' | 'optional';
  /** `true`, `'required'` in every update, or the only values that an update may set. */
  readonly update?: true | 'required' | readonly string[];
  /** The entity type whose key this column holds. */
  readonly references?: string;
  /** The values that the data type allows are the items of a list: Twilio takes the parameter repeatedly. */
  readonly repeats?: true;
}

/** One column of an entity type, as data. `Value` is the type of its values when they are not null. */
export type Field<Value = unknown, C extends Capabilities & Domain = Capabilities> = {
  readonly dataType: DataTypeName;
  /** Never set: it carries the value's type from the declaration to the rows. */
  readonly '~value'?: Value;
} & Domain &
  C;

// NoInfer keeps TypeScript from reading capabilities back from where the field is used, so that they stay literal.
function field<V, C>(dataType: DataTypeName, domain: Domain, capabilities?: C): Field<V, NoInfer<C & Capabilities>> {
  return Object.freeze(Object.assign({ dataType }, domain, capabilities));
}

/** A string. */
export function text<const C extends Capabilities = {}>(capabilities?: C): Field<string, NoInfer<C>> {
  return field('text', {}, capabilities);
}

/** A string identifier: one of the two-letter prefixes and 32 hexadecimal digits. */
export function sid<const C extends Capabilities = {}>(
  prefixes: string | readonly string[],
  capabilities?: C,
): Field<string, NoInfer<C>> {
  return field('text', { sid: [prefixes].flat() }, capabilities);
}

/** A string out of a known set. */
export function oneOf<const V extends readonly string[], const C extends Capabilities = {}>(
  values: V,
  capabilities?: C,
): Field<V[number], NoInfer<C>> & { readonly values: V } {
  return Object.assign({}, field<V[number], C>('text', {}, capabilities), { values });
}

/** A whole number; Twilio writes many of them as strings. */
export function integer<const C extends Capabilities & Pick<Domain, 'minimum' | 'maximum'> = {}>(
  capabilities?: C,
): Field<number, NoInfer<C>> {
  return field('integer', {}, capabilities);
}

/** A binary floating-point number. */
export function double<const C extends Capabilities = {}>(capabilities?: C): Field<number, NoInfer<C>> {
  return field('double', {}, capabilities);
}

/** An exact decimal number, money above all: a string such as `"-0.00750"`. */
export function decimal<const C extends Capabilities = {}>(capabilities?: C): Field<string, NoInfer<C>> {
  return field('decimal', {}, capabilities);
}

/** True or false. */
export function boolean<const C extends Capabilities = {}>(capabilities?: C): Field<boolean, NoInfer<C>> {
  return field('boolean', {}, capabilities);
}

/** An instant, to the second, as `2023-08-24T05:01:45Z`. */
export function timestamp<const C extends Capabilities = {}>(capabilities?: C): Field<string, NoInfer<C>> {
  return field('timestamp', {}, capabilities);
}

/** A calendar day, as `2023-08-24`. */
export function date<const C extends Capabilities = {}>(capabilities?: C): Field<string, NoInfer<C>> {
  return field('date', {}, capabilities);
}

/** An object or list whose content is open. */
export function json<const C extends Capabilities & Pick<Domain, 'list'> = {}>(
  capabilities?: C,
): Field<unknown, NoInfer<C>> {
  return field('json', {}, capabilities);
}
