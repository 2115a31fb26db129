import type { TimeFilters } from '../engine/list-filters.js';
import type { Random } from './random.js';
import type { Row, Table } from './table.js';
import type { Operation, Product, Properties } from '../twilio/operation.js';

/** The form of a request: Twilio's parameter names. */
export interface Form {
  /** The value; undefined when the parameter was not sent. The empty text is a value. */
  get(name: string): string | undefined;
  getAll(name: string): readonly string[];
  has(name: string): boolean;
}

/** What a resource may look at when it makes or changes an entity. */
export interface World {
  /** The account that is asked, which may be a subaccount. */
  readonly accountSid: string;
  /** How lists read the bounds of a time. Default: as each resource declares. */
  readonly timeFilters?: TimeFilters;
  /** The simulated time, in milliseconds. */
  readonly now: () => number;
  /** A new SID. */
  sid(prefix: string): string;
  table(resource: string): Table;
}

/** The words of a path that stand for its parameters: `CallSid` -> `CA…`. */
export type Params = Readonly<Record<string, string>>;

/** Values of properties, in Twilio's names. */
export type Values = Readonly<Record<string, unknown>>;

/** A list's filter: the property that it looks at, and how. */
export interface Filter {
  readonly property: string;
  /**
   * `equals`; `part`, a part of the text, with `*` for any digit; `hide`, where the value `false` hides the entities whose
   * property is true; `time`, which takes the signs `<` and `>` at the end of the parameter's name; `test`, its own rule;
   * `none`, which takes everything in.
   */
  readonly by: 'equals' | 'part' | 'hide' | 'time' | 'test' | 'none';
  /** For `time`: whether `<` takes in the instant that it names. */
  readonly includesUpperBound?: boolean;
  /** For `time`: the sign that the parameter has in all but its name, such as `StartDate`. */
  readonly sign?: '<' | '>';
  /** For `test`: whether it takes the entity in. */
  readonly test?: (row: Row, value: string) => boolean;
}

/** What a path's parameter says about the entities below it. */
interface Parent {
  /** Their property that holds its value. Default: its own name, `CallSid` -> `call_sid`. */
  readonly property?: string;
  /** The resource that must have an entity of that key. Default: the one whose path it is. */
  readonly resource?: string;
  /** The property's value for a word of the path. Default: the word itself. */
  readonly to?: (word: string) => unknown;
}

/** A verb in the simulator's words. */
export type Verb = 'list' | 'get' | 'create' | 'update' | 'delete';

/** Bytes that are answered in place of an entity's properties. */
export interface Content {
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/**
 * A resource of the simulated Twilio, as data and the few rules that are its own. All else, its verbs, parameters, properties
 * and filters, comes from Twilio's OpenAPI by its paths.
 */
export interface Declaration {
  readonly name: string;
  /** Default `api`. */
  readonly product?: Product;
  /** The path of the collection, without `.json`. */
  readonly path?: string;
  /** The path of an entity, where it is not the collection's and its SID; its last parameter is the key. */
  readonly instancePath?: string;
  /** A parameter of the path that stands for these words only, each of them a path of Twilio's; '' for none. */
  readonly words?: { readonly parameter: string; readonly values: readonly string[] };
  /** Another resource whose entities these are, seen by another path. */
  readonly sharesRowsOf?: string;
  /** The properties that tell entities apart. Default: `sid`. */
  readonly key?: readonly string[];
  /** What the parameters of the path say, where it is not the default. */
  readonly parents?: Readonly<Record<string, Parent>>;
  /** Filters that are not by equality with, or the time in, the property of their own name. */
  readonly filters?: Readonly<Record<string, Partial<Filter>>>;
  /** The verbs, where Twilio's OpenAPI does not have them (any more). */
  readonly operations?: Readonly<Partial<Record<Verb, Operation>>>;
  /** What `subresource_uris` names, such as `user_defined_messages`. Default: the resources below that are simulated. */
  readonly subresources?: readonly string[];
  /** Twilio's own code and words for a parameter that is missing or has another form than Twilio's OpenAPI says. Default: 20001. */
  readonly refusals?: Readonly<Record<string, readonly [number, string]>>;
  /** What a new entity has where the form says nothing. */
  readonly defaults?: Values;
  /** The entity of these parameters, where it is not simply the one of that key; undefined when there is none. */
  find?(params: Params, world: World, query: URLSearchParams): Row | undefined;
  /** What the form makes, by default `draft`: the properties of its parameters' names; throws `TwilioProblem`. */
  create?(form: Form, world: World, at: { readonly params: Params; readonly draft: () => Row }): Row;
  /** Instead of `create`, where a create only asks for an entity and makes none: the whole answer. */
  request?(form: Form, world: World, params: Params): Values;
  /** What the form changes, by default the properties of its parameters' names; throws `TwilioProblem`. */
  update?(row: Row, form: Form, world: World, changes: Values): Values;
  /** What the passing of time makes of a stored entity; undefined when nothing. It is asked of every row of a list. */
  atTime?(row: Row, now: number): Values | undefined;
  /** Throws `TwilioProblem` when the entity cannot be deleted now. */
  beforeDelete?(row: Row, world: World): void;
  /** Where a deleted entity is kept for a while: what it becomes, for how long, and the parameter that shows it. */
  readonly keepsDeleted?: {
    readonly as: Values;
    readonly forMs: number;
    readonly shownBy: string;
  };
  /** What the entity is besides its properties: what its path answers with this extension, or with none. */
  content?(row: Row, extension: string): Content | undefined;
  /** Whether a list begins with the oldest. Default: with the newest. */
  isOldestFirst?(query: URLSearchParams): boolean;
  /** The entities of a new simulator, oldest first. `count` follows from the number of rows asked for. Default: by `sample`. */
  seed?(count: number, world: SeedWorld): Iterable<Row>;
  /** What is its own in an entity that is made up from the types of its properties. */
  sample?(index: number, world: SeedWorld, row: Row): Values;
  /** How many entities there are for each message. Default: a few, whatever the number. */
  readonly share?: number;
}

/** What seeding may look at. */
export interface SeedWorld {
  readonly accountSid: string;
  readonly random: Random;
  /** The instant before which seed data is made. */
  readonly end: number;
  /** The entities of another resource, which must not ask for those of this one. */
  table(resource: string): Table;
}

/** A parent as the engine reads it. */
export interface ResolvedParent {
  readonly parameter: string;
  readonly property: string;
  readonly resource?: string;
  to(word: string): unknown;
  /** The entity that a word of the path names, where it need not be its key. */
  find?(word: string, params: Params, world: World): Row | undefined;
}

/** A declaration with what Twilio's OpenAPI says about it: what the engine works with. */
export interface Resource extends Omit<Declaration, 'filters' | 'parents' | 'words'> {
  readonly product: Product;
  readonly instancePath?: string;
  readonly operations: Readonly<Partial<Record<Verb, Operation>>>;
  readonly filters: Readonly<Record<string, Filter>>;
  /** The parameters of its path but for the key, the account first. */
  readonly parents: readonly ResolvedParent[];
  /** Parameters that its path has as words. */
  readonly fixed: Params;
  /** All properties that any of its verbs answers. */
  readonly properties: Properties;
  /** The resource that holds its entities. */
  readonly rows: string;
  /** The last words of the paths below an entity's. */
  readonly children: readonly string[];
  /** The path of an entity: its own, or that of the resource that holds it. */
  readonly entityPath: string;
}
