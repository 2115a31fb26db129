/** The shape of a value: the part of JSON Schema that Twilio's OpenAPI documents use. */
export interface Schema {
  readonly type?: 'string' | 'integer' | 'number' | 'boolean' | 'array' | 'object';
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly string[];
  readonly maximum?: number;
  readonly nullable?: boolean;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
}

/** A query or form parameter. Parameters of type `array` may be repeated. */
export interface Parameter extends Schema {
  readonly required?: boolean;
}

/** The properties of an entity, in Twilio's order. */
export type Properties = Readonly<Record<string, Schema>>;

/** The input and output of one verb of a path. */
export interface Operation {
  /** The status of a successful response. */
  readonly status: number;
  readonly query?: Readonly<Record<string, Parameter>>;
  readonly form?: Readonly<Record<string, Parameter>>;
  /** The properties of the returned entity, or of each entity of a list. */
  readonly properties?: Properties;
  /** For lists: the property that holds the entities. */
  readonly collection?: string;
  /** For lists: page links in `meta` (product APIs) or as `uri` properties (2010 API); undefined without pages. */
  readonly paging?: 'meta' | 'uri';
}

/** The verbs of a path. */
export type Path = Readonly<Partial<Record<'get' | 'post' | 'delete', Operation>>>;

/** Query parameters that select a page of a list. */
export const PAGING_PARAMETERS: readonly string[] = ['PageSize', 'Page', 'PageToken'];

/** The simulated products. Each has its own host, `https://{product}.twilio.com`. */
export const PRODUCTS = [
  'api',
  'chat',
  'conversations',
  'insights',
  'lookups',
  'messaging',
  'monitor',
  'numbers',
  'serverless',
  'studio',
  'taskrouter',
  'trunking',
  'verify',
] as const;

/** A simulated product. */
export type Product = (typeof PRODUCTS)[number];
