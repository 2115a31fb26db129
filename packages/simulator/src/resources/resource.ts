import type { TimeFilters } from '../engine/filter.js';
import type { Random } from '../random.js';
import type { Row, Table, Values } from '../store.js';
import type { Product } from '../twilio/products.js';

/** The form of a request: Twilio's parameter names. */
export interface Form {
  /** The value; undefined when the parameter was not sent. The empty text is a value. */
  get(name: string): string | undefined;
  getAll(name: string): readonly string[];
  has(name: string): boolean;
}

/** What a resource may look at when it makes or changes an entity. */
export interface World {
  /** The account that the request is about. */
  readonly accountSid: string;
  /** How lists read the bounds of a time. Default: as each resource declares. */
  readonly timeFilters?: TimeFilters;
  /** The simulated time, in milliseconds. */
  readonly now: () => number;
  /** A new SID. */
  sid(prefix: string): string;
  readonly table: (resource: string) => Table;
}

/** A list's filter: the property that it looks at, and how. */
export interface Filter {
  readonly property: string;
  /**
   * `equals`; `part`, a part of the text, with `*` for any digit; `hide`, where the value `false` hides the entities whose
   * property is true; `time`, which takes the signs `<` and `>` at the end of the parameter's name; `from` and `until`, a
   * bound that is taken in; `among`, values with commas between them.
   */
  readonly by: 'equals' | 'part' | 'hide' | 'time' | 'from' | 'until' | 'among';
  /** For `time`: whether `<` takes in the instant that it names. */
  readonly includesUpperBound?: boolean;
}

/** What can be asked of a resource. */
export type Verb = 'list' | 'get' | 'create' | 'update' | 'delete';

/** Twilio's code and sentence for a parameter that is missing or cannot be read. */
export type Refusal = readonly [code: number, message: string];

/** A sound or picture: what Twilio answers for an entity whose path does not ask for JSON. */
export interface Bytes {
  readonly contentType: string;
  readonly content: Uint8Array<ArrayBuffer>;
}

/**
 * A resource of the simulated Twilio: its path, and the few rules that are its own. Its verbs, parameters, properties and
 * pages are those of Twilio's OpenAPI; what is not said here is filled in by their types.
 */
export interface Resource {
  readonly name: string;
  /** The first word of the host. Default `api`. */
  readonly product?: Product;
  /** The path of the collection, without `.json`; none where there is only the entity. */
  readonly path?: string;
  /** The path of an entity, where it is not the collection's and the SID. */
  readonly instancePath?: string;
  /** What a parameter of the path may be, where each word is a path of its own at Twilio, and what the property is then. */
  readonly words?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** The property that a parameter of the path names. Default: the same words, `CallSid` -> `call_sid`. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** The resource that a parameter of the path names. Default: the one whose entity has the path up to it. */
  readonly parents?: Readonly<Record<string, string>>;
  /** The resource whose entities these are, seen from another path. */
  readonly table?: string;
  /** The properties that tell an entity from all others. Default: its SID. */
  readonly key?: readonly string[];
  /** Which entities of the table show here. Default: those of the path's parents. */
  belongs?(row: Row, path: Readonly<Record<string, string>>): boolean;
  /** Whether an entity also goes by this, besides its key, at the end of a path. */
  isAlso?(row: Row, word: string): boolean;
  /** Filters that the type of the property of the same name does not tell. */
  readonly filters?: Readonly<Record<string, Filter>>;
  /** The property that a form's field sets, where it is not of the same name. */
  readonly fields?: Readonly<Record<string, string>>;
  /** What is answered when a parameter is missing or cannot be read. Default: 20001. */
  readonly refusals?: Readonly<Record<string, Refusal>>;
  /** The status of an answer to a create, where Twilio documents two. */
  readonly createdStatus?: number;
  /** What a new entity is before its form is read. */
  readonly blank?: Values;
  /** What the form makes; throws `TwilioProblem`. `draft` is what the form, the path and `blank` say by themselves. */
  create?(form: Form, world: World, draft: () => Row): Row;
  /** Instead of `create`, where a create only asks for an entity and makes none: the whole answer. */
  request?(form: Form, world: World, draft: () => Row): Values;
  /** What the form changes; throws `TwilioProblem`. `changes` is what its fields say by themselves. */
  update?(row: Row, form: Form, world: World, changes: Values): Values;
  /** What the passing of time makes of a stored entity; undefined when nothing. It is asked of every row of a list. */
  atTime?(row: Row, now: number): Values | undefined;
  /** How an entity of another's table looks here. */
  show?(row: Row): Values;
  /** An entity that is there without having been made; undefined when it is not. `path` has the path's parameters. */
  initial?(path: Readonly<Record<string, string>>, world: World): Row | undefined;
  /** Throws `TwilioProblem` when the entity cannot be deleted now. */
  beforeDelete?(row: Row): void;
  /** Where a deleted entity is kept for a while: what it becomes, for how long, and the parameter that shows it. */
  readonly keepsDeleted?: {
    readonly as: Values;
    readonly forMs: number;
    readonly shownBy: string;
  };
  /** What an entity sounds or looks like; undefined for an extension that it does not have. */
  bytes?(row: Row, extension: string | undefined): Bytes | undefined;
  /** How many entities there are for each message. */
  readonly share: number;
  /** What is special about an entity of the seed; `draft` is what is filled in by the types. */
  sample?(draft: Row, place: SeedPlace): Values;
  /** Instead of `sample`: all entities of a new simulator, oldest first. `count` follows from the rows asked for. */
  seed?(count: number, world: SeedWorld): Iterable<Row>;
}

/** What seeding may look at. */
export interface SeedWorld {
  readonly accountSid: string;
  readonly random: Random;
  /** The instant before which seed data is made. */
  readonly end: number;
  /** The entities of another resource, which must not ask for those of this one. */
  readonly table: (resource: string) => Table;
}

/** Where an entity of the seed stands: the oldest is 0. */
export interface SeedPlace extends SeedWorld {
  readonly index: number;
  /** When it was made, in milliseconds. */
  readonly made: number;
  /** The entity that the path names before this one, if there is one. */
  readonly parent: Row | undefined;
  /** An entity of another resource: the first for the first, and from the beginning again when there are no more. */
  readonly other: (resource: string) => Row | undefined;
}
