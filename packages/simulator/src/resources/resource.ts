import type { TimeFilters } from '../engine/filter.js';
import type { Random } from '../random.js';
import type { Row, Table } from '../store.js';

/** The form of a request: Twilio's parameter names. */
export interface Form {
  /** The value; undefined when the parameter was not sent. The empty text is a value. */
  get(name: string): string | undefined;
  getAll(name: string): readonly string[];
  has(name: string): boolean;
}

/** What a resource may look at when it makes or changes an entity. */
export interface World {
  readonly accountSid: string;
  /** How lists read the bounds of a time. Default: as each resource declares. */
  readonly timeFilters?: TimeFilters;
  /** The simulated time, in milliseconds. */
  readonly now: () => number;
  /** A new SID. */
  sid(prefix: string): string;
  table(resource: string): Table;
}

/** A list's filter: the property that it looks at, and how. */
export interface Filter {
  readonly property: string;
  /**
   * `equals`; `part`, a part of the text, with `*` for any digit; `hide`, where the value `false` hides the entities whose
   * property is true; `time`, which takes the signs `<` and `>` at the end of the parameter's name.
   */
  readonly by: 'equals' | 'part' | 'hide' | 'time';
  /** For `time`: whether `<` takes in the instant that it names. */
  readonly includesUpperBound?: boolean;
}

/** A resource of the simulated Twilio, as data and the few rules that are its own. */
export interface Resource {
  readonly name: string;
  /** The path of the collection, without `.json`. */
  readonly path: string;
  /** The path of an entity, where it is not the collection's and the SID. */
  readonly instancePath?: string;
  /** The property of the list's answer that holds the entities. */
  readonly collection?: string;
  readonly filters?: Readonly<Record<string, Filter>>;
  /** The properties of an answer, in order. `uri` and `subresource_uris` are written by the engine. */
  readonly properties: readonly string[];
  /** Those that are instants. */
  readonly times: readonly string[];
  /** What `subresource_uris` names, such as `user_defined_messages`. */
  readonly subresources?: readonly string[];
  readonly verbs: readonly ('list' | 'get' | 'create' | 'update' | 'delete')[];
  /** The status of an answer to a create. Default 201. */
  readonly createdStatus?: number;
  /** What the form makes; throws `TwilioProblem`. `sid` is the one in the path, if there is one. */
  create?(form: Form, world: World, sid: string | undefined): Row;
  /** Instead of `create`, where a create only asks for an entity and makes none: the whole answer. */
  request?(form: Form, world: World): Readonly<Record<string, unknown>>;
  /** What the form changes; throws `TwilioProblem`. */
  update?(row: Row, form: Form, world: World): Readonly<Record<string, unknown>>;
  /** What the passing of time makes of a stored entity; undefined when nothing. It is asked of every row of a list. */
  atTime?(row: Row, now: number): Readonly<Record<string, unknown>> | undefined;
  /** Throws `TwilioProblem` when the entity cannot be deleted now. */
  beforeDelete?(row: Row): void;
  /** Where a deleted entity is kept for a while: what it becomes, for how long, and the parameter that shows it. */
  readonly keepsDeleted?: {
    readonly as: Readonly<Record<string, unknown>>;
    readonly forMs: number;
    readonly shownBy: string;
  };
  /** The entities of a new simulator, oldest first. `count` follows from the number of rows asked for. */
  seed(count: number, world: SeedWorld): Iterable<Row>;
  /** How many entities there are for each message. */
  readonly share: number;
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
