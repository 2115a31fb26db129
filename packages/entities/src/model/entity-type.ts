import type { Field } from './field.js';
import { perDeclaration } from '../per-declaration.js';

/** The CRUD operations, in Google's terms. */
export type Operation = 'LIST' | 'GET' | 'CREATE' | 'UPDATE' | 'DELETE';

/** The columns of an entity type by name, in display order. */
export type Fields = Readonly<Record<string, Field>>;

/** One entity type (a table), as data. */
export interface EntityType<F extends Fields = Fields> {
  readonly name: string;
  /** The part of Twilio that it belongs to, in words: `Phone numbers`. Lists of entity types are grouped by it. Default: none. */
  readonly group?: string;
  readonly description: string;
  /** The page of Twilio's documentation that describes it. */
  readonly docs: string;
  /** Twilio's product, which determines the host. Default: `api`. */
  readonly product?: string;
  /**
   * The path of the collection, without the 2010 API's `.json`. `{AccountSid}` comes from the connection. Any other name
   * in braces is a column: a parent, which every request must name, or the key, if there is a single entity and no list.
   * An optional segment is written `{/Interval}`.
   */
  readonly path: string;
  /** The property of Twilio's list answer that holds the entities. Required for LIST. */
  readonly collection?: string;
  /** Twilio's maximum page size. Default: 1000. */
  readonly maxPageSize?: number;
  /** Twilio returns a single page without a link to the next, so rows beyond a smaller page are unreachable. */
  readonly isOnePage?: true;
  /** List parameters that are sent unless the condition sets them, because Twilio's defaults would omit rows. */
  readonly listDefaults?: Readonly<Record<string, string>>;
  readonly operations: readonly Operation[];
  /** The column by which Twilio sorts the list, newest first. The order is verified during the read. */
  readonly defaultSortBy?: string;
  /** The column by which a long list is read in time windows side by side. Default: lists are read page after page. */
  readonly window?: WindowColumn<string>;
  /** The maximum number of entities that Twilio lists, if there is one. */
  readonly cap?: number;
  /** The entities that Twilio's list omits, as the end of a sentence: `alerts that are older than 30 days`. */
  readonly leavesOut?: string;
  /**
   * The columns of a short table, most important first: the key, its name or its parties, its time, its state and its
   * error. Default: such columns by the names that most entity types share.
   */
  readonly summary?: readonly string[];
  readonly fields: F;
  /** Groups of fields. A CREATE requires at least one field of each group. */
  readonly createNeedsOneOf?: readonly (readonly string[])[];
  /** The fields in Google's answer to a write, if it contains more or less than the key. */
  readonly answer?: Partial<Record<'CREATE' | 'UPDATE', readonly string[]>>;
  /** The irreversible effects by operation, each as the end of a sentence: `sends a message, which costs money`. */
  readonly consequences?: Partial<Record<Operation, string>>;
  /** Set if Twilio has retired the resource: a text that names the replacement. */
  readonly deprecated?: string;
}

/** A timestamp by which Twilio's list filters with a lower bound that includes the given time, and an upper bound. */
interface WindowColumn<Name> {
  readonly column: Name;
  /** The finest bounds that Twilio documents: times of day, or days only. */
  readonly precision: 'second' | 'day';
  /** Every entity has a value. Otherwise windows, which cannot contain null, are used only if the condition excludes null. */
  readonly neverNull?: true;
  /** For how many days after this time entities usually change, such as their status or their price. Default: 1. */
  readonly changesForDays?: number;
}

/** Declares an entity type. Returns the frozen declaration and preserves its literal types. */
export function defineEntityType<
  const F extends Fields,
  const Path extends string,
  const Operations extends readonly Operation[],
>(
  declaration: EntityType<F> & NamesOf<F> & { readonly path: Path; readonly operations: Operations },
): EntityType<F> & { readonly path: Path; readonly operations: Operations } {
  return Object.freeze(declaration);
}

/** Restricts field names in a declaration to its own fields. */
interface NamesOf<F> {
  readonly defaultSortBy?: keyof F;
  readonly window?: WindowColumn<keyof F>;
  readonly summary?: readonly (keyof F)[];
  readonly createNeedsOneOf?: readonly (readonly (keyof F)[])[];
  readonly answer?: Partial<Record<'CREATE' | 'UPDATE', readonly (keyof F)[]>>;
}

/** Returns the name of the primary key; undefined if the entities have no key. */
export const keyOf = perDeclaration(({ fields }: EntityType): string | undefined =>
  Object.keys(fields).find((name) => fields[name]?.key),
);
