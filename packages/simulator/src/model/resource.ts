import type { Operation, Product, Properties } from '../twilio/operation.js';
import type { Clock } from './clock.js';
import type { Random } from './random.js';
import type { Row } from './row.js';
import type { Table } from './table.js';
import type { Webhook } from './webhook.js';

/** The form of a request, by Twilio's parameter names. */
export interface Form {
  /** The value; undefined when the parameter was not sent. An empty value is returned as ''. */
  get(name: string): string | undefined;
  getAll(name: string): readonly string[];
  has(name: string): boolean;
}

/**
 * How lists read the bounds of a time, where Twilio's documentation is ambiguous: whether a bound is an instant or a whole
 * UTC day, and whether `<` includes the bound itself.
 */
export interface TimeFilters {
  readonly bound: 'instant' | 'day';
  readonly upper: 'inclusive' | 'exclusive';
}

/** The state that a resource's rules can read and change. */
export interface World {
  /** The account that the request addresses, which can be a subaccount. */
  readonly accountSid: string;
  /** How lists read the bounds of a time. Default: as each resource declares. */
  readonly timeFilters?: TimeFilters;
  /** The simulated clock. */
  readonly now: Clock;
  /** Returns a new SID. */
  sid(prefix: string): string;
  table(resource: string): Table;
  /** Plans the webhooks of an entity, in place of those planned for it before. */
  plan(sid: string, webhooks: readonly Webhook[]): void;
}

/** The values of a path's parameters: `CallSid` -> `CA…`. */
export type Params = Readonly<Record<string, string>>;

/** Values of properties, by Twilio's names. */
export type Values = Readonly<Record<string, unknown>>;

/** A list filter: the property it tests, and how. */
export interface Filter {
  readonly property: string;
  /**
   * `equals`: the property has this value. `contains`: its text contains this value, where `*` stands for any digit.
   * `hide`: the value `false` hides entities whose property is true. `time`: the parameter's name may end with `<` or `>`.
   * `test`: the filter's own `test`. `none`: the filter is accepted and has no effect.
   */
  readonly by: 'equals' | 'contains' | 'hide' | 'time' | 'test' | 'none';
  /** For `time`: whether `<` includes the bound itself. */
  readonly includesUpperBound?: boolean;
  /** For `time`: the comparison of a parameter whose name does not show it, such as `StartDate`. */
  readonly sign?: '<' | '>';
  /** For `test`: whether the list includes the row. */
  readonly test?: (row: Row, value: string, now: number) => boolean;
}

/** How a path parameter relates to the entities below it. */
interface Parent {
  /** The property of those entities that holds the parameter's value. Default: `call_sid` for `CallSid`. */
  readonly property?: string;
  /** The resource that must have an entity with that key. Default: the resource at that path. */
  readonly resource?: string;
  /** Converts the parameter's value to the property's value. Default: no conversion. */
  readonly to?: (value: string) => unknown;
}

/** The operations of a resource. */
export type Verb = 'list' | 'get' | 'create' | 'update' | 'delete';

/** A binary response, such as the audio of a recording. */
export interface Content {
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/**
 * A simulated resource: data, plus the rules that are specific to it. Verbs, parameters, properties and filters come from
 * Twilio's OpenAPI, by the resource's paths.
 */
export interface Declaration {
  readonly name: string;
  /** Default `api`. */
  readonly product?: Product;
  /** The path of the collection, without `.json`. */
  readonly path?: string;
  /** The path of an entity, unless it is the collection's path plus the SID. Its last parameter is the key. */
  readonly instancePath?: string;
  /** A path parameter whose values are separate paths in Twilio's OpenAPI. '' stands for the path without the parameter. */
  readonly pathValues?: { readonly parameter: string; readonly values: readonly string[] };
  /** The resource that stores these entities, when this one is another view of them. */
  readonly sharesRowsOf?: string;
  /** The properties that identify an entity. Default: `sid`. */
  readonly key?: readonly string[];
  /** Whether every account has the same entities. Default: an entity belongs to one account. */
  readonly isShared?: boolean;
  /** How path parameters relate to the entities, where it differs from the default. */
  readonly parents?: Readonly<Record<string, Parent>>;
  /** Filters that do not simply compare the property of the same name. */
  readonly filters?: Readonly<Record<string, Partial<Filter>>>;
  /** The operations, where Twilio's OpenAPI does not have them or no longer has them. */
  readonly operations?: Readonly<Partial<Record<Verb, Operation>>>;
  /**
   * The entries of `subresource_uris` or `links`: the path below the entity, by name. Twilio's entries without a simulated
   * resource are left out, because their links would answer 404. Default: the simulated resources directly below this one.
   */
  readonly subresources?: Readonly<Record<string, string>>;
  /** Twilio's specific code and message for a parameter that is missing or malformed. Default: 20001. */
  readonly refusals?: Readonly<Record<string, readonly [number, string]>>;
  /** Texts that a parameter accepts in addition to those that its type in Twilio's OpenAPI allows. */
  readonly accepts?: Readonly<Record<string, RegExp>>;
  /** Values of a new entity that the form does not set. */
  readonly defaults?: Values;
  /** Finds the entity for these parameters, when looking it up by its key is not enough. */
  find?(params: Params, world: World, query: URLSearchParams): Row | undefined;
  /** The path parameters of a POST that can make its own parent: finds the parent or makes it; throws `TwilioProblem`. */
  makesParent?(params: Params, form: Form, world: World): Params;
  /** Builds the new row; throws `TwilioProblem`. Default: `draft`, which copies form parameters to properties of the same name. */
  create?(form: Form, world: World, at: { readonly params: Params; readonly draft: () => Row }): Row;
  /** Replaces `create` where a POST stores nothing: returns the whole response. */
  request?(form: Form, world: World, params: Params): Values;
  /** Returns the changed values; throws `TwilioProblem`. Default: `changes`, the form parameters by property name. */
  update?(row: Row, form: Form, world: World, changes: Values): Values;
  /**
   * Values of a stored row that change with time or with other rows; undefined when none do. A value for `deleted_at` hides the
   * row. Called for every row of a list.
   */
  atTime?(row: Row, now: number, world: World): Values | undefined;
  /**
   * Whether `atTime` never changes a row, so that long lists can be filtered without looking at each. Only for a resource that
   * stores its entities. Default: without `atTime`, every row; with it, none.
   */
  isSettled?(row: Row): boolean;
  /** What the user's server is told about an entity and its later states, in order. Planned when a request stores the entity. */
  webhooks?(row: Row): readonly Webhook[];
  /** Throws `TwilioProblem` when the entity cannot be deleted now. */
  beforeDelete?(row: Row, world: World): void;
  /** For soft deletion: the values a deleted entity gets, how long it is kept, and the parameter that includes it. */
  readonly keepsDeleted?: {
    readonly as: Values;
    readonly forMs: number;
    readonly shownBy: string;
  };
  /** The binary response of the entity's path with this extension, or without one (''). */
  content?(row: Row, extension: string): Content | undefined;
  /** Computes the entities of a list, oldest first, where they follow from others and are not stored. */
  computed?(query: URLSearchParams, world: World, params: Params): Iterable<Row>;
  /** Whether a list starts with the oldest entity. Default: with the newest. */
  isOldestFirst?(query: URLSearchParams): boolean;
  /** The initial entities, oldest first. `count` follows from the `rows` option. Default: generated with `sample`. */
  seed?(count: number, world: SeedWorld): Iterable<Row>;
  /** Values of a generated entity that its property types do not determine. */
  sample?(index: number, world: SeedWorld, row: Row): Values;
  /** The number of initial entities per message. Default: a few, independent of the number of messages. */
  readonly share?: number;
}

/** The state that seeding can read. */
export interface SeedWorld {
  readonly accountSid: string;
  /** The auth token that the main account shows. */
  readonly authToken: string;
  readonly random: Random;
  /** When the simulator started. All seed data is older. */
  readonly start: number;
  /** The entities of another resource. Its seed must not depend on this resource. */
  table(resource: string): Table;
}

/** A parent as the engine uses it. */
export interface ResolvedParent {
  readonly parameter: string;
  readonly property: string;
  readonly resource?: string;
  /** Whether every account has the same parents. */
  readonly isShared?: boolean;
  to(value: string): unknown;
  /** Finds the parent by the parameter's value, when that can be something other than its key. */
  find?(value: string, params: Params, world: World): Row | undefined;
}

/** A declaration completed from Twilio's OpenAPI, which is what the engine works with. */
export interface Resource extends Omit<Declaration, 'filters' | 'parents' | 'pathValues'> {
  readonly product: Product;
  readonly instancePath?: string;
  readonly operations: Readonly<Partial<Record<Verb, Operation>>>;
  readonly filters: Readonly<Record<string, Filter>>;
  /** The path's parameters except the key, the account first. */
  readonly parents: readonly ResolvedParent[];
  /** Parameters whose values are fixed by the path. */
  readonly fixed: Params;
  /** The properties of all its operations' responses. */
  readonly properties: Properties;
  /** The resource whose table stores its entities. */
  readonly tableName: string;
  /** The last path segments of the resources directly below an entity. */
  readonly children: readonly string[];
  /** The path of an entity: its own, or that of the resource that stores it. */
  readonly entityPath: string;
}
