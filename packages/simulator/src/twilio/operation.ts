/** What a value must look like: the part of JSON Schema that Twilio's OpenAPI documents use. */
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

/** A parameter of a query or a form; one whose type is `array` may be repeated. */
export interface Parameter extends Schema {
  readonly required?: boolean;
}

/** The properties of an entity, in Twilio's order. */
export type Properties = Readonly<Record<string, Schema>>;

/** What one verb of a path takes and answers. */
export interface Operation {
  /** The status of an answer that is no error. */
  readonly status: number;
  readonly query?: Readonly<Record<string, Parameter>>;
  readonly form?: Readonly<Record<string, Parameter>>;
  /** The properties of the entity that is answered, or of each entity of a list. */
  readonly properties?: Properties;
  /** Of a list: the property that holds the entities. */
  readonly collection?: string;
  /** Of a list: `meta` as the product APIs write pages, `uri` as the 2010 API does; undefined when it has no pages. */
  readonly paging?: 'meta' | 'uri';
}

/** The verbs of a path. */
export type Path = Readonly<Partial<Record<'get' | 'post' | 'delete', Operation>>>;

/** Twilio's products that are simulated: each has a host, `https://{product}.twilio.com`. */
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
  'verify',
] as const;

/** One of them. */
export type Product = (typeof PRODUCTS)[number];
