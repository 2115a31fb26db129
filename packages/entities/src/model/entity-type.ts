import type { Field } from './field.js';

/** What can be done with an entity type, in Google's words. */
export type Operation = 'LIST' | 'GET' | 'CREATE' | 'UPDATE' | 'DELETE';

/** The columns of an entity type by name, in the order in which they are shown. */
export type Fields = Readonly<Record<string, Field>>;

/** One entity type (a table), as data. */
export interface EntityType<F extends Fields = Fields> {
  readonly name: string;
  readonly description: string;
  /** The page of Twilio's documentation that the declaration follows. */
  readonly docs: string;
  /** Twilio's product, which decides the host. Default `api`. */
  readonly product?: string;
  /**
   * The path of the collection, without the 2010 API's `.json`. `{AccountSid}` comes from the connection; any other
   * name in braces is a column: a parent, which every request has to name, or the key itself, where there is one entity
   * and no list. A segment that may be absent is written `{/Interval}`.
   */
  readonly path: string;
  /** The property of Twilio's list answer that holds the entities. Needed for LIST only. */
  readonly collection?: string;
  /** The most rows that Twilio gives at once. Default 1000. */
  readonly maxPageSize?: number;
  /** Twilio answers one page and no link to another: what a smaller page leaves out could not be asked for. */
  readonly isOnePage?: true;
  /** Parameters that a list is asked with unless the condition sets them, where Twilio's own defaults would leave rows out. */
  readonly listDefaults?: Readonly<Record<string, string>>;
  readonly operations: readonly Operation[];
  /** The column by which Twilio's list comes, the newest first. It is checked while the list is read. */
  readonly defaultSortBy?: string;
  /** The most entities that Twilio lists, where it lists no more than so many. */
  readonly cap?: number;
  /** What Twilio's list does not hold, as the end of a sentence: `those that are older than 30 days`. */
  readonly leavesOut?: string;
  readonly fields: F;
  /** Of each group, a CREATE must give at least one field. */
  readonly createNeedsOneOf?: readonly (readonly string[])[];
  /** The fields that Google's answer to a write shows, where it is not the key alone. */
  readonly answer?: Partial<Record<'CREATE' | 'UPDATE', readonly string[]>>;
  /** What an operation does that cannot be taken back, as the end of a sentence: `sends a message, which costs money`. */
  readonly consequences?: Partial<Record<Operation, string>>;
  /** Set when Twilio has retired the resource: what to use instead, as one sentence. */
  readonly deprecated?: string;
}

/** Declares an entity type. Returns the declaration itself, frozen, with its literal types kept. */
export function defineEntityType<
  const F extends Fields,
  const Path extends string,
  const Operations extends readonly Operation[],
>(
  declaration: EntityType<F> & NamesOf<F> & { readonly path: Path; readonly operations: Operations },
): EntityType<F> & { readonly path: Path; readonly operations: Operations } {
  return Object.freeze(declaration);
}

/** Field names in a declaration are checked against its own fields. */
interface NamesOf<F> {
  readonly defaultSortBy?: keyof F;
  readonly createNeedsOneOf?: readonly (readonly (keyof F)[])[];
  readonly answer?: Partial<Record<'CREATE' | 'UPDATE', readonly (keyof F)[]>>;
}

/** The name of the primary key; undefined for an entity type whose entities Twilio gives none. */
export function keyOf(entityType: EntityType): string | undefined {
  return Object.keys(entityType.fields).find((name) => entityType.fields[name]?.key);
}
